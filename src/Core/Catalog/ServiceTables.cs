using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;

namespace AppleAnalytics.Catalog;

/// <summary>
/// The tables that are about the data: who the apps are, what the territories are called, what was loaded and how good it was.
/// They stand under <c>tables/</c> in the lake, one file per table, or per processing date.
/// </summary>
public static class ServiceTables
{
    /// <summary>The apps the API key has shown.</summary>
    public const string Apps = "dim_apps";

    /// <summary>Countries and regions.</summary>
    public const string Territories = "dim_territories";

    /// <summary>What was delivered and read, one row per instance.</summary>
    public const string LoadAudit = "load_audit";

    /// <summary>What the audit of every instance said, one row per instance.</summary>
    public const string QualityResults = "quality_results";

    static readonly (ParquetColumn Column, string Description)[] Instance =
    [
        (new("table_name", ParquetType.String), "The table the instance feeds, without prefix, such as downloads"),
        (new("app_id", ParquetType.Int64), "Apple's identifier of the app"),
        (new("instance_id", ParquetType.String), "Apple's id of the instance"),
        (new("processing_date", ParquetType.Date), "The day Apple made the instance"),
        (new("access_type", ParquetType.String), "ONGOING or ONE_TIME_SNAPSHOT"),
    ];

    static readonly Dictionary<string, (string Comment, bool ByDate, (ParquetColumn Column, string Description)[] Columns)> All = new(StringComparer.Ordinal)
    {
        [Apps] = ("The apps the API key has shown, one row per app", false,
        [
            (new("app_id", ParquetType.Int64), "Apple's identifier of the app"),
            (new("app_name", ParquetType.String), "The app's current name"),
            (new("bundle_id", ParquetType.String), "The bundle id"),
            (new("sku", ParquetType.String), "The SKU"),
            (new("first_seen", ParquetType.Date), "The day a run first saw it"),
            (new("last_seen", ParquetType.Date), "The day a run last saw it"),
        ]),
        [Territories] = ("Countries and regions of ISO 3166-1, and Kosovo, one row per territory", false,
        [
            (new("territory", ParquetType.String), "Two letters, as reports name it"),
            (new("territory_alpha3", ParquetType.String), "Three letters, as reviews name it"),
            (new("territory_name", ParquetType.String), "A short English name"),
        ]),
        [LoadAudit] = ("What Apple delivered and what was read of it, one row per instance", true,
        [
            .. Instance,
            (new("request_id", ParquetType.String), "Apple's id of the report request"),
            (new("report", ParquetType.String), "Apple's name of the report"),
            (new("content", ParquetType.String), "rows, header only, or no segments"),
            (new("segments", ParquetType.Int32), "Segments of the instance; adds up"),
            (new("bytes", ParquetType.Int64), "Size of the segments as sent, compressed; adds up"),
            (new("rows_in", ParquetType.Int64), "Rows read; null while the instance is not curated; adds up"),
            (new("rows_quarantined", ParquetType.Int64), "Rows that could not be typed; adds up"),
            (new("rows_blocked", ParquetType.Int64), "Rows the quality gate kept out; adds up"),
            (new("dates", ParquetType.Int32), "Metric dates in the instance"),
            (new("first_date", ParquetType.Date), "The first of them"),
            (new("last_date", ParquetType.Date), "The last of them"),
        ]),
        [QualityResults] = ("What the audit said, one row per instance with rows", true,
        [
            .. Instance,
            (new("score", ParquetType.Double), "The mean of the eight dimensions, 0 to 1; may not be summed"),
            .. Enum.GetValues<QualityDimension>().Select(d => (new ParquetColumn(Dimension(d), ParquetType.Double), "One of the eight dimensions, 0 to 1; may not be summed")),
            (new("blocked", ParquetType.Boolean), "Whether the whole instance was kept out"),
            (new("blocked_dates", ParquetType.Int32), "Dates kept out by themselves"),
            (new("critical", ParquetType.Int32), "Critical findings; adds up"),
            (new("errors", ParquetType.Int32), "Findings of severity error; adds up"),
            (new("warnings", ParquetType.Int32), "Warnings; adds up"),
            (new("findings", ParquetType.String), "The findings as JSON: an array of rule, dimension, severity, date, message"),
        ]),
    };

    /// <summary>The names of the tables.</summary>
    public static IReadOnlyList<string> Names { get; } = [Apps, Territories, LoadAudit, QualityResults];

    /// <summary>The columns of a table in file order.</summary>
    public static IReadOnlyList<ParquetColumn> Columns(string table) => [.. All[table].Columns.Select(c => c.Column)];

    /// <summary>The schema of a table.</summary>
    public static TableSchema Schema(string table)
    {
        var (comment, byDate, columns) = All[table];
        return new(table, $"tables/{table}/", [.. columns.Select(c => new SchemaColumn(c.Column.Name, TableSchemas.TypeName(c.Column.Type), c.Description))], comment)
        {
            PartitionKeys = byDate ? [new("dt", "string", "The processing date, YYYY-MM-DD")] : [],
        };
    }

    /// <summary>The column of a dimension.</summary>
    internal static string Dimension(QualityDimension dimension) => dimension.ToString().ToLowerInvariant();
}
