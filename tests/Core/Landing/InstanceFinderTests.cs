using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Landing;

public sealed class InstanceFinderTests : IAsyncLifetime
{
    const string Reports = "/v1/analyticsReportRequests/r-1/reports";

    static readonly DateOnly Today = new(2026, 11, 20);

    AppleHarness _apple = null!;

    public async Task InitializeAsync() => _apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    [Fact]
    public async Task Run_InstancesListed_UrgentOldestFirstThenNewestFirst()
    {
        Serve(["2026-11-19", "2026-10-18", "2026-10-20", "2026-11-18", "2026-10-19"]);

        var outcome = await RunAsync();

        Assert.Equal(FindInstancesState.Found, outcome.State);
        Assert.Equal(
            ["i-2026-10-18", "i-2026-10-19", "i-2026-11-19", "i-2026-11-18", "i-2026-10-20"],
            outcome.Instances.Select(i => i.InstanceId));
        Assert.Equal(
            new()
            {
                Table = "downloads", AppId = 42, RequestId = "r-1", AccessType = AccessType.Ongoing, RequestSequence = 3,
                ProcessingDate = new(2026, 10, 18), InstanceId = "i-2026-10-18",
            },
            outcome.Instances[0]);
    }

    [Fact]
    public async Task Run_SecondTime_CostsOneCall()
    {
        Serve(["2026-11-19"]);

        var first = await RunAsync();
        var second = await RunAsync();

        Assert.Equal(new Dictionary<string, int> { ["instances"] = 1, ["reports"] = 1 }, first.Usage.Calls);
        Assert.Equal(new Dictionary<string, int> { ["instances"] = 1 }, second.Usage.Calls);
    }

    [Fact]
    public async Task Run_TablesAtTheSameTime_ListTheReportsOnce()
    {
        Serve(["2026-11-19"]);
        _apple.Server.Get(Reports, Json(Page(ReportCatalogue.DefaultTables.Select(t => Report("r3", t.Report)))));

        await Task.WhenAll(ReportCatalogue.DefaultTables.Select(t => RunAsync(t.Name)));

        Assert.Equal(1, _apple.Server.Count("GET", Reports));
    }

    [Fact]
    public async Task Run_SettledAndParked_AreLeftOut_FailedAreNot()
    {
        Serve(["2026-11-19", "2026-11-18", "2026-11-17"]);
        await RecordAsync("i-2026-11-19", InstanceOutcome.HeaderOnly);
        await RecordAsync("i-2026-11-18", InstanceOutcome.Parked);
        await RecordAsync("i-2026-11-17", InstanceOutcome.Failed);

        var outcome = await RunAsync();

        Assert.Equal(["i-2026-11-17"], outcome.Instances.Select(i => i.InstanceId));
        Assert.Equal(3, outcome.Listed);
    }

    [Fact]
    public async Task Run_AllSettled_IsNothingNew()
    {
        Serve(["2026-11-19"]);
        await RecordAsync("i-2026-11-19", InstanceOutcome.Published);

        Assert.Equal(FindInstancesState.NothingNew, (await RunAsync()).State);
    }

    [Fact]
    public async Task Run_Found_IsRecordedAsListed()
    {
        Serve(["2026-11-19"]);

        await RunAsync();

        var entry = (await _apple.Get<InstanceLedger>().ReadAsync(42)).Find("i-2026-11-19");
        Assert.Equal((InstanceOutcome.Listed, _apple.Time.GetUtcNow()), (entry!.Outcome, entry.ListedAt));
    }

    [Fact]
    public async Task Run_WindowGiven_LeavesOthersOut()
    {
        Serve(["2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16"]);

        var outcome = await _apple.Get<InstanceFinder>().RunAsync(Input("downloads") with { ProcessingFrom = new(2026, 11, 17), ProcessingTo = new(2026, 11, 18) });

        Assert.Equal(["i-2026-11-18", "i-2026-11-17"], outcome.Instances.Select(i => i.InstanceId));
    }

    [Fact]
    public async Task Run_ReportNotListedYet_IsNotReady_AndAskedForAgainAfterAMinute()
    {
        _apple.Server.Get(Reports, Json(Page([])), Json(Page([Report("r3", "App Downloads Standard")])));
        _apple.Server.Get("/v1/analyticsReports/r3/instances", Json(Page([Instance("i-1", "2026-11-19")])));

        var first = await RunAsync();

        Assert.Equal(FindInstancesState.NotReady, first.State);
        Assert.Contains("App Downloads Standard", first.Message);
        Assert.Equal(FindInstancesState.NotReady, (await RunAsync()).State);
        Assert.Single(_apple.Server.Requests);
        _apple.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(FindInstancesState.Found, (await RunAsync()).State);
    }

    [Fact]
    public async Task Run_NoInstances_IsNotReady()
    {
        Serve([]);

        Assert.Equal(FindInstancesState.NotReady, (await RunAsync()).State);
    }

    [Fact]
    public async Task Run_RememberedReportIsUnknown_IsResolvedAnew()
    {
        Serve(["2026-11-19"]);
        await RunAsync();
        _apple.Server.Get("/v1/analyticsReports/r3/instances", Error(404, "NOT_FOUND"));
        _apple.Server.Get(Reports, Json(Page([Report("r9", "App Downloads Standard")])));
        _apple.Server.Get("/v1/analyticsReports/r9/instances", Json(Page([Instance("i-9", "2026-11-19")])));

        Assert.Equal(["i-9"], (await RunAsync()).Instances.Select(i => i.InstanceId));
    }

    [Fact]
    public async Task Run_ListedReportIsUnknown_IsNotReadyWithoutALoop()
    {
        _apple.Server.Get(Reports, Json(Page([Report("r3", "App Downloads Standard")])));

        var outcome = await RunAsync();

        Assert.Equal(FindInstancesState.NotReady, outcome.State);
        Assert.Equal(3, _apple.Server.Requests.Count);
    }

    [Fact]
    public async Task Run_RequestUnknown_IsGone() => Assert.Equal(FindInstancesState.Gone, (await RunAsync()).State);

    [Fact]
    public async Task Run_Refused_SaysWhichRole()
    {
        _apple.Server.Get(Reports, Error(403, "FORBIDDEN_ERROR"));

        var outcome = await RunAsync();

        Assert.Equal(FindInstancesState.Refused, outcome.State);
        Assert.Contains("Sales and Reports", outcome.Message);
    }

    [Fact]
    public async Task Run_RateLimited_IsDeferred()
    {
        _apple.Server.Get(Reports, With(Error(429, "RATE_LIMIT_EXCEEDED"), "Retry-After", "30"));

        var outcome = await RunAsync();

        Assert.Equal((FindInstancesState.Deferred, _apple.Time.GetUtcNow().AddSeconds(30)), (outcome.State, outcome.DeferredUntil));
    }

    void Serve(string[] processingDates)
    {
        _apple.Server.Get(Reports, Json(Page([Report("r2", "Streaming Downloads Performance"), Report("r3", "App Downloads Standard")])));
        _apple.Server.Get("/v1/analyticsReports/r3/instances", Json(Page(processingDates.Select(d => Instance("i-" + d, d)))));
    }

    Task RecordAsync(string id, InstanceOutcome outcome) => _apple.Get<InstanceLedger>().RecordAsync(
        42, new() { InstanceId = id, Table = "downloads", ProcessingDate = DateOnly.Parse(id[2..]), Outcome = outcome }, Today);

    Task<FindInstancesOutcome> RunAsync(string table = "downloads") => _apple.Get<InstanceFinder>().RunAsync(Input(table));

    static FindInstancesInput Input(string table) =>
        new() { AppId = 42, Table = table, RequestId = "r-1", AccessType = AccessType.Ongoing, RequestSequence = 3, Today = Today };
}
