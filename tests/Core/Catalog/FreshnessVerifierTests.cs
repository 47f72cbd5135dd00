using AppleAnalytics.Apple;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

public sealed class FreshnessVerifierTests : IDisposable
{
    const long App = 1001;

    readonly TempFolder _folder = new();
    readonly PartitionManifests _manifests;
    readonly InstanceLedger _ledger;
    readonly ManualTime _time = new(new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));

    public FreshnessVerifierTests()
    {
        var store = new FolderObjectStore(_folder.Path);
        (_manifests, _ledger) = (new(store), new(store));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("downloads", "2026-11-20T09:30:00Z", "2026-11-17")]
    [InlineData("downloads", "2026-11-20T02:00:00Z", "2026-11-17")]
    [InlineData("downloads", "2026-11-20T01:59:59Z", "2026-11-16")]
    [InlineData("engagement", "2026-11-20T09:30:00Z", "2026-11-16")]
    [InlineData("sessions", "2026-11-20T09:30:00Z", "2026-11-14")]
    public void ExpectedDate_Daily_IsWhatIsCompleteWithTheLimitAsGrace(string table, string now, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), FreshnessVerifier.ExpectedDate(ReportCatalogue.Get(table), DateTimeOffset.Parse(now), 26));

    [Theory]
    [InlineData("2026-11-21T12:00:00Z", "2026-11-09")]
    [InlineData("2026-11-20T12:00:00Z", "2026-11-02")]
    public void ExpectedDate_Weekly_IsTheMondayOfTheWeekMadeOnFriday(string now, string expected) => Assert.Equal(
        DateOnly.Parse(expected),
        FreshnessVerifier.ExpectedDate(ReportCatalogue.Get("downloads") with { Granularity = Granularity.Weekly }, DateTimeOffset.Parse(now), 26));

    [Theory]
    [InlineData("2026-11-07T12:00:00Z", "2026-10-01")]
    [InlineData("2026-11-05T12:00:00Z", "2026-09-01")]
    public void ExpectedDate_Monthly_IsTheFirstOfTheMonthMadeOnTheFifth(string now, string expected) => Assert.Equal(
        DateOnly.Parse(expected),
        FreshnessVerifier.ExpectedDate(ReportCatalogue.Get("downloads") with { Granularity = Granularity.Monthly }, DateTimeOffset.Parse(now), 26));

    [Fact]
    public async Task RunAsync_NothingPublished_IsFreshAndJudgesNobody()
    {
        var outcome = await VerifyAsync();

        Assert.True(outcome.Fresh);
        Assert.Equal((null, 0), (outcome.Tables[0].NewestDate, outcome.Tables[0].AppsJudged));
    }

    [Fact]
    public async Task RunAsync_AppThatDeliversEveryDay_IsFreshUntilTheExpectedDateIsMissing()
    {
        await PublishAsync(App, Days(1, 17));

        Assert.True((await VerifyAsync()).Fresh);
        _time.Advance(TimeSpan.FromDays(1));
        var outcome = await VerifyAsync();

        Assert.False(outcome.Fresh);
        Assert.Equal([App], outcome.Tables[0].LateApps);
        Assert.Equal("downloads: 1 of 1 apps have no 2026-11-18 yet (apps 1001).", outcome.Message);
    }

    [Fact]
    public async Task RunAsync_NewApp_IsNotJudgedInItsFirstWeek()
    {
        await PublishAsync(App, Days(11, 12));

        Assert.Equal(0, (await VerifyAsync()).Tables[0].AppsJudged);
    }

    [Fact]
    public async Task RunAsync_AppThatDeliversNowAndThen_IsNotJudged()
    {
        await PublishAsync(App, [1, 5, 9]);

        Assert.Equal((0, true), ((await VerifyAsync()).Tables[0].AppsJudged, (await VerifyAsync()).Fresh));
    }

    [Fact]
    public async Task RunAsync_ListedInstance_IsUnsettledAfterTheLimit()
    {
        await _ledger.RecordListedAsync(App, [Reference("a"), Reference("b")], _time.GetUtcNow());
        await _ledger.RecordAsync(App, Entry("a", InstanceOutcome.Published), _time.Today);
        await _ledger.RecordAsync(App, Entry("b", InstanceOutcome.Failed), _time.Today);

        _time.Advance(TimeSpan.FromHours(26));
        Assert.True((await VerifyAsync()).Fresh);
        _time.Advance(TimeSpan.FromMinutes(1));
        var outcome = await VerifyAsync();

        Assert.False(outcome.Fresh);
        Assert.Equal(1, outcome.Tables[0].Unsettled);
        Assert.Equal("downloads: 1 listed instances are not settled in time.", outcome.Message);
    }

    [Fact]
    public async Task RunAsync_ParkedInstance_IsCountedApart()
    {
        for (var i = 0; i < 3; i++)
        {
            await _ledger.RecordAsync(App, Entry("a", InstanceOutcome.Failed), _time.Today);
        }

        _time.Advance(TimeSpan.FromDays(5));
        var table = (await VerifyAsync()).Tables[0];

        Assert.Equal((0, 1), (table.Unsettled, table.Parked));
    }

    [Fact]
    public async Task RunAsync_UnconfirmedPartitions_AreCounted()
    {
        await PublishAsync(App, [17, 18]);
        var newer = new Vintage(new(2026, 11, 20), AccessType.Ongoing, 1, "newer");
        await _manifests.RecordAsync("downloads", App, newer, new Dictionary<DateOnly, PartitionEntry>(), [new(new(2026, 11, 18), new(2026, 11, 19))], PinSet.None);

        Assert.Equal(1, (await VerifyAsync()).Tables[0].Unconfirmed);
    }

    static IEnumerable<int> Days(int from, int to) => Enumerable.Range(from, to - from + 1);

    static LedgerEntry Entry(string id, InstanceOutcome outcome) => new() { InstanceId = id, Table = "downloads", ProcessingDate = new(2026, 11, 20), Outcome = outcome };

    static InstanceReference Reference(string id) => new()
    {
        Table = "downloads", AppId = App, RequestId = "r", AccessType = AccessType.Ongoing, RequestSequence = 1, ProcessingDate = new(2026, 11, 20), InstanceId = id,
    };

    Task<FreshnessOutcome> VerifyAsync() => new FreshnessVerifier(_manifests, _ledger).RunAsync(new([App], ["downloads", "reviews"], _time.GetUtcNow(), 26));

    Task PublishAsync(long app, IEnumerable<int> days)
    {
        var vintage = new Vintage(new(2026, 11, 19), AccessType.Ongoing, 1, "i");
        var entries = days.ToDictionary(
            d => new DateOnly(2026, 11, d), _ => new PartitionEntry { Vintage = vintage, Rows = 1, Bytes = 1, Sums = new Dictionary<string, decimal>() });
        return _manifests.RecordAsync("downloads", app, vintage, entries, [], PinSet.None);
    }
}
