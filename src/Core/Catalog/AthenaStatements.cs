using System.Globalization;
using System.Text;

namespace AppleAnalytics.Catalog;

/// <summary>The statements for one database over one lake. Every one may be run twice.</summary>
/// <param name="database">The database.</param>
/// <param name="root">The lake's root, such as <c>s3://bucket/prefix</c>.</param>
public sealed class AthenaStatements(string database, string root)
{
    /// <summary>Partitions one statement adds or takes away at most.</summary>
    public const int MostPartitions = 1000;

    /// <summary>Athena's limit of a statement's length in bytes.</summary>
    public const int MostBytes = 262_144;

    // Glue keeps no longer comments of columns.
    const int MostCommentBytes = 255;

    /// <summary>The lake's root with a slash at its end.</summary>
    public string Root { get; } = root.TrimEnd('/') + "/";

    /// <summary>Makes the database.</summary>
    public string CreateDatabase() => $"CREATE DATABASE IF NOT EXISTS {AthenaSql.Name(database)}";

    /// <summary>Makes a table.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="properties">Its properties.</param>
    public string Create(TableSchema schema, IReadOnlyDictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(properties);
        var ddl = new StringBuilder();
        ddl.Append("CREATE EXTERNAL TABLE IF NOT EXISTS ").Append(Table(schema.Name)).Append(" (\n");
        ddl.AppendJoin(",\n", schema.Columns.Select(Declare));
        ddl.Append("\n)\nCOMMENT ").Append(AthenaSql.Text(schema.Comment));
        if (schema.PartitionKeys.Count > 0)
        {
            ddl.Append("\nPARTITIONED BY (\n").AppendJoin(",\n", schema.PartitionKeys.Select(Declare)).Append("\n)");
        }

        ddl.Append(schema.Format == TableFormat.Parquet ? "\nSTORED AS PARQUET" : "\nROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' LINES TERMINATED BY '\\n'\nSTORED AS TEXTFILE");
        ddl.Append("\nLOCATION ").Append(AthenaSql.Text(Root + schema.Folder));
        ddl.Append("\nTBLPROPERTIES (").Append(Properties(properties)).Append(')');
        return ddl.ToString();
    }

    /// <summary>Adds columns to a table.</summary>
    public string AddColumns(string table, IEnumerable<SchemaColumn> columns) =>
        $"ALTER TABLE {Table(table)} ADD COLUMNS (\n{string.Join(",\n", columns.Select(Declare))}\n)";

    /// <summary>Changes properties of a table.</summary>
    public string SetProperties(string table, IReadOnlyDictionary<string, string> properties) =>
        $"ALTER TABLE {Table(table)} SET TBLPROPERTIES ({Properties(properties)})";

    /// <summary>Adds partitions of a curated table, in as many statements as it takes.</summary>
    public IEnumerable<(string Sql, IReadOnlyList<CatalogPartition> Partitions)> AddPartitions(TableSchema schema, IEnumerable<CatalogPartition> partitions) =>
        Batches($"ALTER TABLE {Table(schema.Name)} ADD IF NOT EXISTS", "\n", partitions, p => $"PARTITION {Value(p)} LOCATION {AthenaSql.Text(Location(schema, p))}");

    /// <summary>Adds deliveries to a raw table, in as many statements as it takes: each points at its own folder, because records stand beside them.</summary>
    public IEnumerable<(string Sql, IReadOnlyList<RawPartition> Partitions)> AddDeliveries(TableSchema schema, IEnumerable<RawPartition> partitions) =>
        Batches(
            $"ALTER TABLE {Table(schema.Name)} ADD IF NOT EXISTS",
            "\n",
            partitions,
            p => string.Create(
                CultureInfo.InvariantCulture,
                $"PARTITION (`processing_date` = '{p.ProcessingDate:yyyy-MM-dd}', `app_id` = {p.AppId}, `instance_id` = {AthenaSql.Text(p.InstanceId)}) LOCATION {AthenaSql.Text($"{Root}{schema.Folder}dt={p.ProcessingDate:yyyy-MM-dd}/app_id={p.AppId}/{p.InstanceId}/")}"));

    /// <summary>Takes partitions of a curated table away; the data, where there are any, stay.</summary>
    public IEnumerable<(string Sql, IReadOnlyList<CatalogPartition> Partitions)> DropPartitions(TableSchema schema, IEnumerable<CatalogPartition> partitions) =>
        Batches($"ALTER TABLE {Table(schema.Name)} DROP IF EXISTS", ",\n", partitions, p => $"PARTITION {Value(p)}");

    /// <summary>Counts the rows of every partition of some dates; reads the files' footers alone.</summary>
    public string CountRows(string table, DateOnly from, DateOnly to) =>
        $"SELECT \"dt\", \"app_id\", COUNT(*) AS \"row_count\" FROM {From(table)} WHERE \"dt\" BETWEEN {AthenaSql.QueryText(from)} AND {AthenaSql.QueryText(to)} GROUP BY \"dt\", \"app_id\"";

    /// <summary>Counts the registered partitions of every date, with the sum of the apps' ids, which tells one app from another; reads no data.</summary>
    public string CountPartitions(string table) =>
        $"SELECT \"dt\", COUNT(*) AS \"partition_count\", SUM(CAST(\"app_id\" AS DECIMAL(38, 0))) AS \"app_id_sum\" FROM {From(table + "$partitions")} GROUP BY \"dt\"";

    /// <summary>Lists the registered partitions of some dates; reads no data.</summary>
    public string ListPartitions(string table, IEnumerable<DateOnly> dates) =>
        $"SELECT \"dt\", \"app_id\" FROM {From(table + "$partitions")} WHERE \"dt\" IN ({string.Join(", ", dates.Select(AthenaSql.QueryText))})";

    /// <summary>A comment as Glue keeps it: one line, and no longer than it allows.</summary>
    public static string Comment(string comment)
    {
        ArgumentNullException.ThrowIfNull(comment);
        var line = comment.ReplaceLineEndings(" ");
        while (Encoding.UTF8.GetByteCount(line) > MostCommentBytes)
        {
            line = line[..^2].TrimEnd() + "…";
        }

        return line;
    }

    /// <summary>Where a partition's files are, with a slash at the end.</summary>
    public string Location(TableSchema schema, CatalogPartition partition)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return string.Create(CultureInfo.InvariantCulture, $"{Root}{schema.Folder}dt={partition.Date:yyyy-MM-dd}/app_id={partition.AppId}/");
    }

    string Table(string table) => $"{AthenaSql.Name(database)}.{AthenaSql.Name(table)}";

    string From(string table) => $"{AthenaSql.QueryName(database)}.{AthenaSql.QueryName(table)}";

    static string Value(CatalogPartition partition) =>
        string.Create(CultureInfo.InvariantCulture, $"(`dt` = '{partition.Date:yyyy-MM-dd}', `app_id` = {partition.AppId})");

    static string Declare(SchemaColumn column) => $"  {AthenaSql.Name(column.Name)} {column.Type} COMMENT {AthenaSql.Text(Comment(column.Comment))}";

    static string Properties(IReadOnlyDictionary<string, string> properties) =>
        string.Join(", ", properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{AthenaSql.Text(p.Key)} = {AthenaSql.Text(p.Value)}"));

    static IEnumerable<(string Sql, IReadOnlyList<T> Partitions)> Batches<T>(string start, string separator, IEnumerable<T> partitions, Func<T, string> write)
    {
        var (sql, taken, bytes) = (new StringBuilder(start), new List<T>(), Encoding.UTF8.GetByteCount(start));
        foreach (var partition in partitions)
        {
            var text = write(partition);
            var more = Encoding.UTF8.GetByteCount(text) + separator.Length;
            if (taken.Count == MostPartitions || (taken.Count > 0 && bytes + more > MostBytes))
            {
                yield return (sql.ToString(), taken);
                (sql, taken, bytes) = (new(start), [], Encoding.UTF8.GetByteCount(start));
            }

            sql.Append(taken.Count == 0 ? "\n" : separator).Append(text);
            taken.Add(partition);
            bytes += more;
        }

        if (taken.Count > 0)
        {
            yield return (sql.ToString(), taken);
        }
    }
}
