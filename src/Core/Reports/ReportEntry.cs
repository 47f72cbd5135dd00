namespace AppleAnalytics.Reports;

/// <summary>
/// One entry of the catalogue: a report of Apple's, from which its tables follow: Standard and Detailed where there are both, and
/// one table for each granularity Apple makes.
/// </summary>
internal sealed record ReportEntry
{
    // Made on Friday for the Monday to Sunday before; the date is the Monday.
    const int WeeklyAfterDays = 11;

    // Made on the fifth for the month before; the date is that month's first day, at most 31 days before the month made in.
    const int MonthlyAfterDays = 35;

    public static IReadOnlyList<Granularity> DailyOnly { get; } = [Granularity.Daily];

    public static IReadOnlyList<Granularity> EveryPeriod { get; } = [Granularity.Daily, Granularity.Weekly, Granularity.Monthly];

    /// <summary>The name of the daily table, and the beginning of the names of the others.</summary>
    public required string Table { get; init; }

    /// <summary>Apple's report name, whole; without its last word where that word says Standard or Detailed.</summary>
    public required string Report { get; init; }

    /// <summary>What the report tells, as a sentence without its full stop.</summary>
    public required string Description { get; init; }

    /// <summary>Granularities of the Standard report, or of the only one.</summary>
    public IReadOnlyList<Granularity> Granularities { get; init; } = EveryPeriod;

    /// <summary>Granularities of the Detailed report; null where there is but one report.</summary>
    public IReadOnlyList<Granularity>? Detailed { get; init; }

    /// <summary>All columns in Apple's order, those of the Detailed report among them.</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    public IReadOnlyList<string> DateHeaders { get; init; } = ["Date"];

    public IReadOnlyList<DerivedMeasure> DerivedMeasures { get; init; } = [];

    /// <summary>Days after which Apple calls a day complete.</summary>
    public required int CompleteAfterDays { get; init; }

    public bool HasUserFloor { get; init; }

    public bool HasOpenColumns { get; init; }

    public DateOnly HistoryStart { get; init; } = TableDefinition.FirstHistory;

    /// <summary>The tables, the daily Standard one first.</summary>
    public IEnumerable<TableDefinition> Tables()
    {
        var daily = new TableDefinition
        {
            Name = Table,
            Family = Table,
            Report = Detailed is null ? Report : Report + " Standard",
            Description = Description,
            Columns = [.. Columns.Where(c => Detailed is null || !ReportColumns.IsDetailedOnly(c))],
            DateHeaders = DateHeaders,
            DerivedMeasures = DerivedMeasures,
            CompleteAfterDays = CompleteAfterDays,
            HasUserFloor = HasUserFloor,
            HasOpenColumns = HasOpenColumns,
            HistoryStart = HistoryStart,
        };
        var detailed = daily with { Name = Table + "_detailed", Report = Report + " Detailed", IsDetailed = true, Columns = Columns };
        return Granularities.Select(g => Of(daily, g)).Concat((Detailed ?? []).Select(g => Of(detailed, g)));
    }

    static TableDefinition Of(TableDefinition daily, Granularity granularity) => granularity switch
    {
        Granularity.Daily => daily,
        Granularity.Weekly => daily with { Name = daily.Name + "_weekly", Granularity = granularity, CompleteAfterDays = WeeklyAfterDays },
        Granularity.Monthly => daily with { Name = daily.Name + "_monthly", Granularity = granularity, CompleteAfterDays = MonthlyAfterDays },
        _ => throw new ArgumentOutOfRangeException(nameof(granularity), granularity, "There is no such granularity."),
    };
}
