using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;
using AppleAnalytics.Reviews;

namespace AppleAnalytics.Catalog;

/// <summary>The schemas of all tables.</summary>
public static class TableSchemas
{
    /// <summary>The prefix of the tables over Apple's files as they came.</summary>
    public const string RawPrefix = "raw_";

    // The App Store opened then; reviews go as far back.
    static readonly DateOnly FirstReviews = new(2008, 7, 10);

    static readonly string[] Five = ["downloads", "engagement", "sessions", "installs", "purchases"];

    /// <summary>
    /// The reports whose tables are declared whether or not anything was delivered yet, so that views over them can be made: seventeen,
    /// the Standard and Detailed ones of the five counted apart.
    /// </summary>
    public static IReadOnlyList<TableDefinition> Declared { get; } =
    [
        .. Five.Select(ReportCatalogue.Get),
        .. Five.Select(name => ReportCatalogue.Get(name + "_detailed")),
        .. new[] { "preorders", "crashes", "web_preview", "subscription_events", "subscription_state", "app_clips", "opt_in" }.Select(ReportCatalogue.Get),
    ];

    /// <summary>The schema of a curated table by our name, reviews included.</summary>
    /// <param name="table">Our table, such as <c>downloads</c>.</param>
    /// <param name="extraColumns">Columns seen in files that the catalogue does not know.</param>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public static TableSchema Get(string table, IEnumerable<string>? extraColumns = null) =>
        table == ReportCatalogue.Reviews ? Reviews : TableSchema.Of(ReportCatalogue.Get(table), extraColumns);

    /// <summary>
    /// The schemas to declare: of the reports that are always declared, of the reviews, of the tables about the data, and of other
    /// reports of which something was published.
    /// </summary>
    /// <param name="published">Our tables with at least one partition, each with the columns seen in files that the catalogue does not know.</param>
    public static IReadOnlyList<TableSchema> ToDeclare(IReadOnlyDictionary<string, IReadOnlyCollection<string>> published)
    {
        ArgumentNullException.ThrowIfNull(published);
        var others = published.Keys.Where(t => ReportCatalogue.TryGet(t, out var found) && !Declared.Contains(found)).Order(StringComparer.Ordinal);
        var reports = Declared.Concat(others.Select(ReportCatalogue.Get)).ToList();
        return
        [
            .. reports.Select(t => TableSchema.Of(t, published.GetValueOrDefault(t.Name))),
            Reviews,
            .. ServiceTables.Names.Select(ServiceTables.Schema),
            .. reports.Select(TableSchema.OfRaw),
        ];
    }

    static TableSchema Reviews { get; } = new(
        "curated_" + ReportCatalogue.Reviews,
        $"curated/{ReportCatalogue.Reviews}/",
        [.. ReviewsTable.Columns.Select(c => new SchemaColumn(c.Name, TypeName(c.Type), ReviewsTable.Describe(c.Name)))],
        "Customer reviews, one row per review in its latest state, in the date it was created on")
    {
        FirstDate = FirstReviews,
    };

    /// <summary>Athena's name of a type of file columns.</summary>
    internal static string TypeName(ParquetType type) => type switch
    {
        ParquetType.Boolean => "boolean",
        ParquetType.Int32 => "int",
        ParquetType.Int64 => "bigint",
        ParquetType.Double => "double",
        ParquetType.Date => "date",
        ParquetType.TimestampMicros => "timestamp",
        ParquetType.Decimal18x6 => "decimal(18,6)",
        ParquetType.String => "string",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown column type."),
    };
}
