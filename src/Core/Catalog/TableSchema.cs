using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

/// <summary>A table as queries see it: columns in file order, partition keys, where it stands in the lake.</summary>
/// <param name="Name">The table's name, such as <c>curated_downloads</c>.</param>
/// <param name="Folder">The table's folder in the lake, with a slash at its end, such as <c>curated/downloads/</c>.</param>
/// <param name="Columns">The columns of the files; the partition keys are not among them.</param>
/// <param name="Comment">What the table holds.</param>
public sealed record TableSchema(string Name, string Folder, IReadOnlyList<SchemaColumn> Columns, string Comment)
{
    /// <summary>The partition keys of every curated table.</summary>
    public static IReadOnlyList<SchemaColumn> CuratedKeys { get; } =
    [
        new("dt", "string", "The metric date, YYYY-MM-DD"),
        new("app_id", "bigint", "Apple's identifier of the app"),
    ];

    /// <summary>The partition keys. Default is <see cref="CuratedKeys"/>.</summary>
    public IReadOnlyList<SchemaColumn> PartitionKeys { get; init; } = CuratedKeys;

    /// <summary>What the files are. Default is Parquet.</summary>
    public TableFormat Format { get; init; }

    /// <summary>The first date a partition can have, for projection. Default is the first date Apple's reports hold.</summary>
    public DateOnly FirstDate { get; init; } = TableDefinition.FirstHistory;

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
            $"curated/{table.Name}/",
            [
                new("metric_date", "date", "The day the figures are about, as Apple sends it"),
                .. appName.Concat(others).Select(c => new SchemaColumn(c.Name, TypeName(c.Type), Describe(c))),
                .. (extraColumns ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                    .Select(name => new SchemaColumn(name, "string", "Sent by Apple, not in the catalogue")),
                .. table.DerivedMeasures.Select(m => new SchemaColumn(
                    m.Name, TypeName(table.Columns.First(c => c.Name == m.Source).Type), Measured(m.Description, m.Summable))),
                new("processing_date", "date", "The processing date of the delivery the row comes from"),
                new("instance_id", "string", "Apple's id of that delivery"),
                new("access_type", "string", "ONGOING or ONE_TIME_SNAPSHOT"),
            ],
            $"Apple's report \"{table.Report}\", the latest delivery of every date")
        {
            FirstDate = table.HistoryStart,
        };
    }

    /// <summary>The schema of a report's files as Apple sent them: by position, so only deliveries with this order of columns are read right.</summary>
    public static TableSchema OfRaw(TableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(
            TableSchemas.RawPrefix + table.Name,
            $"raw/{table.Name}/",
            [
                new("metric_date", "string", "As text: the day the figures are about"),
                .. table.Columns.Where(c => c.Expected).Select(c => new SchemaColumn(c.Name, "string", "As text: " + c.Header)),
            ],
            $"Apple's report \"{table.Report}\" as delivered: overlapping vintages, do not sum")
        {
            Format = TableFormat.TabText,
            PartitionKeys =
            [
                new("processing_date", "string", "The day Apple made the delivery, YYYY-MM-DD"),
                new("app_id", "bigint", "Apple's identifier of the app"),
                new("instance_id", "string", "Apple's id of the delivery"),
            ],
        };
    }

    /// <summary>Athena's name of a type.</summary>
    internal static string TypeName(ColumnType type) => type switch
    {
        ColumnType.String => "string",
        ColumnType.BigInt => "bigint",
        ColumnType.Date => "date",
        ColumnType.Decimal => "decimal(18,6)",
        ColumnType.Timestamp => "timestamp",
        ColumnType.Int => "int",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown column type."),
    };

    static string Describe(ReportColumn column)
    {
        var text = column.Unit.Length == 0 ? column.Description : $"{column.Description} ({column.Unit})";
        return column.IsMeasure ? Measured(text, column.Summable) : text;
    }

    static string Measured(string text, bool isSummable) =>
        isSummable ? text + "; adds up" : text.Contains("may not be summed", StringComparison.Ordinal) ? text : text + "; may not be summed";
}
