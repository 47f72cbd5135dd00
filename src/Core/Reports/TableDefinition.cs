namespace AppleAnalytics.Reports;

/// <summary>One table of ours: the Apple report that feeds it, its columns, measures and lateness.</summary>
public sealed record TableDefinition
{
    /// <summary>The first date Apple's analytics reports hold (Apple, "Analytics Reports"), but for reports that began later.</summary>
    public static DateOnly FirstHistory { get; } = new(2024, 1, 1);

    /// <summary>The table's name without prefix, such as <c>downloads</c>; also the folder's name in the lake.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the daily Standard table of the same report, such as <c>downloads</c> for <c>downloads_detailed_weekly</c>.</summary>
    public required string Family { get; init; }

    /// <summary>Apple's report name, matched whole, such as <c>App Downloads Standard</c>.</summary>
    public required string Report { get; init; }

    /// <summary>What the report tells, as a sentence without its full stop.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it is the Detailed report, which has more columns, noise, and no rows under five users. Default is false.</summary>
    public bool IsDetailed { get; init; }

    /// <summary>The granularity this table holds; granularities never mix in one table. Default is daily.</summary>
    public Granularity Granularity { get; init; } = Granularity.Daily;

    /// <summary>Apple's columns without the metric date, in the order Apple sends them today (the order is not relied upon).</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>
    /// Whether the report has columns nobody listed; they are kept as text like any unknown column, and are no drift. Default is false.
    /// </summary>
    public bool HasOpenColumns { get; init; }

    /// <summary>Headers under which Apple sends the metric date: Date, Event Date or Install Day.</summary>
    public IReadOnlyList<string> DateHeaders { get; init; } = ["Date"];

    /// <summary>Measures computed from Apple's. Default is none.</summary>
    public IReadOnlyList<DerivedMeasure> DerivedMeasures { get; init; } = [];

    /// <summary>
    /// Days from a date to the last processing date on which Apple calls it complete (Apple, "Data Completeness and Corrections");
    /// for weeks and months, which are complete when made, the days from their first day until they are made.
    /// </summary>
    public required int CompleteAfterDays { get; init; }

    /// <summary>Whether Apple withholds what fewer than five opted-in users did.</summary>
    public bool HasUserFloor { get; init; }

    /// <summary>The first date the report holds, also in snapshots. Default is <see cref="FirstHistory"/>.</summary>
    public DateOnly HistoryStart { get; init; } = FirstHistory;

    /// <summary>The version of this table's schema, written into every file; a changed type is a new version. Default is 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The name of the Athena table with the typed rows, such as <c>curated_downloads</c>.</summary>
    public string CuratedTable => "curated_" + Name;
}
