using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Coverage;

public sealed class TableCoverageTests
{
    const long App = 42;

    static readonly DateOnly Today = new(2026, 11, 30);

    /// <summary>Every date from the first to the 28th, the last one Apple can have finished for downloads.</summary>
    static readonly IReadOnlyList<int> All = [.. Enumerable.Range(1, 28)];

    [Fact]
    public void Judge_EverythingThere_IsPresent_AndYesterdayIsNotReady()
    {
        var states = Coverage("downloads", All).Judge(Day(1), Day(29));

        Assert.All(states.SkipLast(1), s => Assert.Equal(DateState.Present, s.State));
        Assert.Equal((Day(29), DateState.NotReady), states[^1]);
    }

    [Fact]
    public void Judge_OneDateMissingInTwoWeeksAllNeighboursHave_IsMissed()
    {
        var coverage = Coverage("downloads", All.Except([14]));

        Assert.Equal(DateState.Missed, coverage.Judge(Day(14), Day(14)).Single().State);
        Assert.Equal(GapFill.Snapshot, coverage.Fill(Day(14)));
    }

    [Fact]
    public void Judge_AWholeStretchMissing_IsMissed() =>
        Assert.All(Coverage("downloads", All.Except([12, 13, 14, 15])).Judge(Day(12), Day(15)), s => Assert.Equal(DateState.Missed, s.State));

    [Fact]
    public void Judge_NeighboursMissingToo_IsUnderTheFloor() =>
        Assert.Equal(DateState.UnderFloor, Coverage("sessions", [1, 4, 9, 13, 16, 22]).Judge(Day(14), Day(14)).Single().State);

    [Fact]
    public void Judge_AppWithoutAnyDate_IsUnderTheFloor() =>
        Assert.Equal(DateState.UnderFloor, Coverage("sessions", []).Judge(Day(14), Day(14)).Single().State);

    [Fact]
    public void Judge_EveryDeliveryOfItHeaderOnly_IsHeaderOnlyAndNoGap()
    {
        var coverage = Coverage("downloads", All.Except([14]), [Delivered(15, InstanceOutcome.HeaderOnly), Delivered(16, InstanceOutcome.HeaderOnly)]);

        Assert.Equal(DateState.HeaderOnly, coverage.Judge(Day(14), Day(14)).Single().State);
    }

    [Fact]
    public void Judge_DeliveredWithoutSegments_IsMissedWhenItsNeighboursAreThere()
    {
        var coverage = Coverage("downloads", All.Except([14]), [Delivered(15, InstanceOutcome.Empty), Delivered(16, InstanceOutcome.Empty)]);

        Assert.Equal(DateState.Missed, coverage.Judge(Day(14), Day(14)).Single().State);
    }

    [Theory]
    [InlineData(InstanceOutcome.Listed, DateState.NotReady)]
    [InlineData(InstanceOutcome.Failed, DateState.NotReady)]
    [InlineData(InstanceOutcome.AwaitingSegments, DateState.NotReady)]
    [InlineData(InstanceOutcome.Parked, DateState.Missed)]
    public void Judge_DeliveryThatIsNotDone_SaysSo_AndARunCanBringIt(InstanceOutcome outcome, DateState expected)
    {
        var coverage = Coverage("downloads", All.Except([14]), [Delivered(15, outcome), Delivered(28, InstanceOutcome.Published)]);

        Assert.Equal(expected, coverage.Judge(Day(14), Day(14)).Single().State);
        Assert.Equal(GapFill.Delivery, coverage.Fill(Day(14)));
    }

    [Fact]
    public void Fill_NoRunHasLookedSince_ADeliveryMayBringIt()
    {
        var coverage = Coverage("downloads", Enumerable.Range(1, 20), [Delivered(21, InstanceOutcome.Published)]);

        Assert.All(coverage.Judge(Day(22), Day(27)), s => Assert.Equal(DateState.Missed, s.State));
        Assert.Equal(GapFill.Delivery, coverage.Fill(Day(22)));
    }

    [Fact]
    public void Fill_LongerAgoThanAppleKeepsDeliveries_OnlyASnapshotCan()
    {
        var date = Today.AddDays(-60);
        var manifest = Manifest("downloads", Enumerable.Range(50, 21).Where(d => d != 60).Select(d => Today.AddDays(-d)));
        var coverage = new TableCoverage(ReportCatalogue.Get("downloads"), manifest, [], new(), Today);

        Assert.Equal(DateState.Missed, coverage.Judge(date, date).Single().State);
        Assert.Equal(GapFill.Snapshot, coverage.Fill(date));
    }

    [Fact]
    public void Fill_ASnapshotThatWasReadDoesNotHoldIt_NothingCan()
    {
        var read = Snapshot(read: true);
        var coverage = Coverage("downloads", All.Except([14]), registry: read);

        Assert.Equal(GapFill.Nothing, coverage.Fill(Day(14)));
        Assert.Equal(GapFill.Snapshot, Coverage("downloads", All.Except([14]), registry: Snapshot(read: false)).Fill(Day(14)));
    }

    [Fact]
    public void Judge_BeforeTheFirstDelivery_IsAGapUntilASnapshotWasRead()
    {
        Assert.Equal(DateState.Missed, Coverage("downloads", All).Judge(new(2026, 10, 1), new(2026, 10, 1)).Single().State);
        Assert.Equal(DateState.UnderFloor, Coverage("downloads", All, registry: Snapshot(read: true)).Judge(new(2026, 10, 1), new(2026, 10, 1)).Single().State);
        Assert.Empty(Coverage("downloads", All).Judge(new(2023, 12, 1), new(2023, 12, 31)));
    }

    [Fact]
    public void Judge_WeeklyTable_KnowsMondaysOnly()
    {
        var states = new TableCoverage(ReportCatalogue.Get("sessions_weekly"), Manifest("sessions_weekly", [new(2026, 10, 26), new(2026, 11, 2), new(2026, 11, 16)]), [], new(), Today)
            .Judge(new(2026, 10, 26), new(2026, 11, 16));

        Assert.Equal([DateState.Present, DateState.Present, DateState.Missed, DateState.Present], states.Select(s => s.State));
    }

    static DateOnly Day(int day) => new(2026, 11, day);

    static TableCoverage Coverage(string table, IEnumerable<int> days, IReadOnlyList<LedgerEntry>? deliveries = null, ReportRequestState? registry = null) =>
        new(ReportCatalogue.Get(table), Manifest(table, days.Select(Day)), deliveries ?? [], registry ?? new(), Today);

    static PartitionManifest Manifest(string table, IEnumerable<DateOnly> dates) => new()
    {
        Table = table,
        AppId = App,
        Partitions = new(dates.ToDictionary(d => d, d => new PartitionEntry
        {
            Vintage = new(d.AddDays(2), AccessType.Ongoing, 1, $"i-{d:yyyyMMdd}"),
            Rows = 1,
            Bytes = 1,
            Sums = new Dictionary<string, decimal>(),
        })),
    };

    static LedgerEntry Delivered(int day, InstanceOutcome outcome) =>
        new() { InstanceId = $"i-{day}", Table = "downloads", ProcessingDate = Day(day), Outcome = outcome };

    static ReportRequestState Snapshot(bool read)
    {
        var now = new DateTime(2026, 11, 25, 9, 30, 0, DateTimeKind.Utc);
        var (state, request) = ReportRequestRegistry.Confirm(new(), new("run", AccessType.OneTimeSnapshot, "s-1", EnsureRequestState.Created, false, now));
        return ReportRequestRegistry.Look(state, new(request.RequestId, read ? ["downloads"] : [], read ? [] : ["downloads"], now.AddDays(3)));
    }
}
