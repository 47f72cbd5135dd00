using System.Text;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

/// <summary>A curated table as queries see it: columns in file order, partition keys, and its DDL.</summary>
/// <param name="Name">The table's name, such as <c>curated_downloads</c>.</param>
/// <param name="Folder">The folder's name under <c>curated/</c>.</param>
/// <param name="Columns">The columns of the files; the partition keys <c>dt</c> and <c>app_id</c> are not among them.</param>
/// <param name="Comment">What the table holds.</param>
public sealed record TableSchema(string Name, string Folder, IReadOnlyList<SchemaColumn> Columns, string Comment)
{
    /// <summary>The partition keys of every curated table.</summary>
    public static IReadOnlyList<SchemaColumn> PartitionKeys { get; } =
    [
        new("dt", "string", "The metric date, YYYY-MM-DD"),
        new("app_id", "bigint", "Apple's identifier of the app"),
    ];

    /// <summary>The schema of a table of the catalogue.</summary>
    /// <param name="table">The table's definition.</param>
    /// <param name="extraColumns">Columns seen in files that the catalogue does not know; strings, after Apple's, in ordinal order.</param>
    public static TableSchema Of(TableDefinition table, IEnumerable<string>? extraColumns = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var appName = table.Columns.Where(c => c.Name == "app_name");
        var others = table.Columns.Where(c => c.Name != "app_name");
        return new(
            table.CuratedTable,
            table.Name,
            [
                new("metric_date", "date", "The day the figures are about, as Apple sends it"),
                .. appName.Concat(others).Select(c => new SchemaColumn(c.Name, TypeName(c.Type), WithUnit(c.Description, c.Unit))),
                .. (extraColumns ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                    .Select(name => new SchemaColumn(name, "string", "Sent by Apple, not in the catalogue")),
                .. table.DerivedMeasures.Select(m => new SchemaColumn(m.Name, "bigint", m.Description)),
                new("processing_date", "date", "The processing date of the delivery the row comes from"),
                new("instance_id", "string", "Apple's id of that delivery"),
                new("access_type", "string", "ONGOING or ONE_TIME_SNAPSHOT"),
            ],
            $"Apple's report \"{table.Report}\", the latest delivery of every date");
    }

    /// <summary>The statement that declares the table to Athena.</summary>
    /// <param name="database">The database.</param>
    /// <param name="location">The lake's root in S3, such as <c>s3://bucket/prefix</c>.</param>
    public string ToDdl(string database, string location)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        var ddl = new StringBuilder();
        ddl.Append("CREATE EXTERNAL TABLE IF NOT EXISTS `").Append(database).Append("`.`").Append(Name).Append("` (\n");
        ddl.AppendJoin(",\n", Columns.Select(Declare));
        ddl.Append("\n)\nCOMMENT ").Append(Quote(Comment));
        ddl.Append("\nPARTITIONED BY (\n").AppendJoin(",\n", PartitionKeys.Select(Declare));
        ddl.Append("\n)\nSTORED AS PARQUET\nLOCATION ").Append(Quote($"{location.TrimEnd('/')}/curated/{Folder}/"));
        ddl.Append("\nTBLPROPERTIES ('classification' = 'parquet')");
        return ddl.ToString();
    }

    static string TypeName(ColumnType type) => type switch
    {
        ColumnType.String => "string",
        ColumnType.BigInt => "bigint",
        ColumnType.Date => "date",
        ColumnType.Decimal => "decimal(18,6)",
        ColumnType.Timestamp => "timestamp",
        ColumnType.Int => "int",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown column type."),
    };

    static string WithUnit(string description, string unit) => unit.Length == 0 ? description : $"{description} ({unit})";

    static string Declare(SchemaColumn column) => $"  `{column.Name}` {column.Type} COMMENT {Quote(column.Comment)}";

    // Hive takes a backslash as an escape inside quotes.
    static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
