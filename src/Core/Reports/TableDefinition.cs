namespace AppleAnalytics.Reports;

/// <summary>One table of ours: the Apple report that feeds it, its columns, measures and lateness.</summary>
public sealed record TableDefinition
{
    /// <summary>The table's name without prefix, such as <c>downloads</c>; also the folder's name in the lake.</summary>
    public required string Name { get; init; }

    /// <summary>Apple's report name, matched whole, such as <c>App Downloads Standard</c>.</summary>
    public required string Report { get; init; }

    /// <summary>The granularity this table holds; granularities never mix in one table. Default is daily.</summary>
    public Granularity Granularity { get; init; } = Granularity.Daily;

    /// <summary>Apple's columns without the metric date, in the order Apple sends them today (the order is not relied upon).</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>Headers under which Apple sends the metric date: Date, Event Date or Install Day.</summary>
    public IReadOnlyList<string> DateHeaders { get; init; } = ["Date"];

    /// <summary>Measures computed from Apple's. Default is none.</summary>
    public IReadOnlyList<DerivedMeasure> DerivedMeasures { get; init; } = [];

    /// <summary>Days after which Apple calls a date complete (Apple, "Data Completeness and Corrections").</summary>
    public required int CompleteAfterDays { get; init; }

    /// <summary>Whether Apple withholds instances of apps with fewer than five opted-in users.</summary>
    public bool HasUserFloor { get; init; }

    /// <summary>The version of this table's schema, written into every file; a changed type is a new version. Default is 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The name of the Athena table with the typed rows, such as <c>curated_downloads</c>.</summary>
    public string CuratedTable => "curated_" + Name;

    /// <summary>The measures of which manifests and run reports hold sums: Apple's summable ones, then the derived ones.</summary>
    public IEnumerable<string> SummedMeasures =>
        Columns.Where(c => c.IsMeasure && c.Summable).Select(c => c.Name)
            .Concat(DerivedMeasures.Where(m => m.Summable).Select(m => m.Name));
}
