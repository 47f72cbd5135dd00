using System.Text.Json;
using AppleAnalytics.Coverage;
using AppleAnalytics.Functions.Entities;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using AppleAnalytics.Simulator;
using AppleAnalytics.Simulator.Faults;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>Every state of the registry, reached through Apple's answers alone; whatever happens, Apple gets one request per app and access type.</summary>
public sealed class ReportRequestTests
{
    [Fact]
    public async Task Runs_TwoAtOnce_MakeOneRequestPerAppAndCountWhatTheyPrevented()
    {
        await using var pipeline = await Pipeline.StartAsync(History, false, ("Apple:HistoryOnFirstRun", "true"));
        pipeline.Clock.Horizon = pipeline.Clock.GetUtcNow().AddHours(6);
        var daily = RunRequests.Daily(Pipeline.FirstDay);
        var now = RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []);
        await Task.WhenAll(pipeline.StartAsync(daily), pipeline.StartAsync(now));
        await pipeline.SucceededAsync(daily.RunId);
        await pipeline.SucceededAsync(now.RunId);

        Assert.Equal(4, Created(pipeline));
        Assert.All(pipeline.Apple.ReadStats().ReportRequestPosts, p => Assert.Equal((1, 0), ((int)p.Created, (int)p.Conflicts)));
        var counted = (await pipeline.ReportAsync(daily.RunId)).Requests.Add((await pipeline.ReportAsync(now.RunId)).Requests);
        Assert.Equal((4, 2, 0), (counted.Created, counted.Adopted, counted.Recreated));
        Assert.Equal((4, 2), await CountedAsync(pipeline));
    }

    [Fact]
    public async Task Runs_OnTwoTaskHubsAtOnce_MakeOneRequestAndBothUseIt()
    {
        await using var pipeline = await Pipeline.StartAsync(New);
        await using var other = await Pipeline.StartAsync(New, false, ("Apple:BaseUrl", pipeline.Apple.BaseAddress.ToString()),
            ("Apple:IssuerId", pipeline.Apple.Credentials.IssuerId!), ("Apple:KeyId", pipeline.Apple.Credentials.KeyId), ("Apple:PrivateKey", pipeline.Apple.Credentials.PrivateKeyPem));

        // The first creation's answer is held, so that the second hub certainly finds no confirmation of it.
        var held = pipeline.Apple.HoldCreations();
        var daily = RunRequests.Daily(Pipeline.FirstDay);
        await pipeline.StartAsync(daily);
        await held.WaitAsync(TimeSpan.FromSeconds(60));
        await other.SucceedAsync(daily);
        pipeline.Apple.ReleaseCreations();
        await pipeline.SucceededAsync(daily.RunId);

        Assert.Equal(1, Created(pipeline));
        var app = pipeline.Apple.Apps[0].Id;
        Assert.Equal((await pipeline.RegistryAsync(app)).Requests.Single().RequestId, (await other.RegistryAsync(app)).Requests.Single().RequestId);
        Assert.Equal(1, (await other.ReportAsync(daily.RunId)).Requests.Adopted);
        Assert.Equal(1, (await pipeline.ReportAsync(daily.RunId)).Requests.Created);
    }

    [Fact]
    public async Task Run_HostEndsBetweenTheCreationAndItsConfirmation_AdoptsWhatItMade()
    {
        await using var pipeline = await Pipeline.StartAsync(New);
        var held = pipeline.Apple.HoldCreations();
        var request = RunRequests.Daily(Pipeline.FirstDay);
        await pipeline.StartAsync(request);
        await held.WaitAsync(TimeSpan.FromSeconds(60));
        var restarting = pipeline.RestartAsync();
        pipeline.Apple.ReleaseCreations();
        await restarting;
        await pipeline.SucceededAsync(request.RunId);

        Assert.Equal(1, Created(pipeline));
        Assert.Equal(RequestStanding.Existing, await StandingAsync(pipeline));
    }

    [Fact]
    public async Task Run_AnswerToTheCreationIsLost_AdoptsWhatItMade()
    {
        await using var pipeline = await Pipeline.StartAsync(New with { Faults = new() { LostCreateAnswerEvery = 1 } });
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));

        Assert.Equal(1, Created(pipeline));
        Assert.Equal(new RequestCounters(0, 1, 0, 1), (await pipeline.ReportAsync(summary.RunId)).Requests);
    }

    [Fact]
    public async Task Run_TaskHubLost_TheMirrorRebuildsTheEntityWhole()
    {
        await using var pipeline = await Pipeline.StartAsync(History, false, ("Apple:HistoryOnFirstRun", "true"));
        pipeline.Clock.Horizon = pipeline.Clock.GetUtcNow().AddHours(6);
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var app = pipeline.Apple.Apps[0].Id;
        var before = await EntityAsync(pipeline, app);
        var text = await File.ReadAllTextAsync(Path.Combine(pipeline.Lake, LakeLayout.RequestRegistry(app)));
        await pipeline.MoveToAnotherHubAsync("other");
        var again = await pipeline.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));

        Assert.Equal(4, Created(pipeline));
        Assert.Equal(RequestCounters.None, (await pipeline.ReportAsync(again.RunId)).Requests);
        var after = await EntityAsync(pipeline, app);
        Assert.Equal((before.LastSequence, before.Counters), (after.LastSequence, after.Counters));
        Assert.Equal(Text(before), Text(after));
        Assert.Contains("\"ONGOING\"", text, StringComparison.Ordinal);
        Assert.Contains("\"adopted\"", text, StringComparison.Ordinal);
        Assert.Contains('\n', text);

        // Without the mirror too: what Apple lists is taken.
        Directory.Delete(Path.Combine(pipeline.Lake, "state", "requests"), recursive: true);
        await pipeline.MoveToAnotherHubAsync("third");
        var third = await pipeline.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow().AddSeconds(1), [], []));
        Assert.Equal(4, Created(pipeline));
        Assert.Equal(6, (await pipeline.ReportAsync(third.RunId)).Requests.Adopted);
    }

    [Fact]
    public async Task Run_StoppedRequestAtTheFirstSight_IsReadToItsEndBeforeItIsMadeAnew()
    {
        await using var pipeline = await Pipeline.StartAsync(One);
        var app = pipeline.Apple.Apps[0].Id;
        pipeline.Apple.StopRequest(app, ReportAccess.Ongoing);
        var held = await pipeline.InstancesAsync(app);
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));

        Assert.Equal(new RequestCounters(0, 0, 1, 0), (await pipeline.ReportAsync(summary.RunId)).Requests);
        Assert.True(held.Count > 2);
        Assert.Equal(held, pipeline.Landed());
        Assert.Equal(1, Created(pipeline));
        Assert.Equal(RequestStanding.Existing, await StandingAsync(pipeline));
        Assert.Equal([true, false], (await pipeline.RegistryAsync(app)).Requests.Select(r => r.Retired));
    }

    [Fact]
    public async Task Run_StoppedRequestWhoseFilesCannotBeHad_StaysUntilTheyAre()
    {
        await using var pipeline = await Pipeline.StartAsync(One with { Faults = new() { WrongMd5Every = 1 } });
        pipeline.Apple.StopRequest(pipeline.Apple.Apps[0].Id, ReportAccess.Ongoing);
        var first = await pipeline.RunAsync(RunRequests.Daily(Pipeline.FirstDay));
        Assert.Equal(RunState.Failed, first.State);
        Assert.Equal((0, RequestStanding.Stopped), (Created(pipeline), await StandingAsync(pipeline)));

        pipeline.Apple.Faults = new();
        var second = await pipeline.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));
        Assert.Equal(1, (await pipeline.ReportAsync(second.RunId)).Requests.Recreated);
        Assert.Equal((1, RequestStanding.Existing), (Created(pipeline), await StandingAsync(pipeline)));
    }

    [Fact]
    public async Task Run_RequestFallsSilent_IsLookedAtOnTheThirdDayOnly()
    {
        await using var pipeline = await Pipeline.StartAsync(One);
        var app = pipeline.Apple.Apps[0].Id;
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        pipeline.Apple.StopRequest(app, ReportAccess.Ongoing);
        var looked = new List<bool>();
        for (var day = 1; day <= 3; day++)
        {
            pipeline.NextDay();
            var run = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(day)));
            looked.Add((await pipeline.ReportAsync(run.RunId)).Api.CallsByEndpoint.ContainsKey("reportRequests"));
        }

        Assert.Equal([false, false, true], looked);
        Assert.Equal(1, Created(pipeline));
    }

    [Fact]
    public async Task Run_RequestDelivers_IsNeverLookedAtAgain()
    {
        await using var pipeline = await Pipeline.StartAsync(One);
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        for (var day = 1; day <= 9; day++)
        {
            pipeline.NextDay();
            var run = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(day)));
            Assert.Equal(["apps", "instances", "segments"], (await pipeline.ReportAsync(run.RunId)).Api.CallsByEndpoint.Keys);
        }

        Assert.Equal(RequestStanding.Active, await StandingAsync(pipeline));
    }

    [Fact]
    public async Task Run_GhostRequest_IsToldToTheOperatorAndTriedOnceADay()
    {
        await using var pipeline = await Pipeline.StartAsync(New);
        var app = pipeline.Apple.Apps[0].Id;
        pipeline.Apple.SetGhost(app, ReportAccess.Ongoing, on: true);
        var first = await pipeline.RunAsync(RunRequests.Daily(Pipeline.FirstDay));
        var report = await pipeline.ReportAsync(first.RunId);
        Assert.Contains(report.Failures, f => f.AppId == app && f.WhatToDo.Contains("Apple Developer Support", StringComparison.Ordinal));
        Assert.Equal(1, report.Apps.Refused);
        Assert.Equal(RequestStanding.Ghost, await StandingAsync(pipeline));
        Assert.Equal(1, Conflicts(pipeline));

        // Again on the same day: the same words, and Apple is not asked.
        var second = await pipeline.RunAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));
        var calls = (await pipeline.ReportAsync(second.RunId)).Api.CallsByEndpoint;
        Assert.Equal(["apps"], calls.Keys);
        Assert.Equal(report.Failures, (await pipeline.ReportAsync(second.RunId)).Failures);

        // Apple has mended it by the next day.
        pipeline.Apple.SetGhost(app, ReportAccess.Ongoing, on: false);
        pipeline.NextDay();
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(1)));
        Assert.Equal((1, RequestStanding.Existing), (Created(pipeline), await StandingAsync(pipeline)));
    }

    [Fact]
    public async Task Run_KeyMayNotCreate_IsRefused_AndAKeyThatMayCreatesIt()
    {
        await using var pipeline = await Pipeline.StartAsync(New);
        var sales = pipeline.Apple.CredentialsFor(SimulatorRole.SalesAndReports);
        await using var reader = await Pipeline.StartAsync(New, false, ("Apple:BaseUrl", pipeline.Apple.BaseAddress.ToString()),
            ("Apple:IssuerId", sales.IssuerId!), ("Apple:KeyId", sales.KeyId), ("Apple:PrivateKey", sales.PrivateKeyPem));
        var refused = await reader.RunAsync(RunRequests.Daily(Pipeline.FirstDay));
        Assert.Contains((await reader.ReportAsync(refused.RunId)).Failures, f => f.WhatToDo.Contains("Admin", StringComparison.Ordinal));
        Assert.Equal((0, RequestStanding.Refused), (Created(pipeline), await StandingAsync(reader)));

        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        await reader.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay, reader.Clock.GetUtcNow(), [], []));
        Assert.Equal((1, RequestStanding.Existing), (Created(pipeline), await StandingAsync(reader)));
    }

    [Fact]
    public async Task Run_AgreementMissing_IsAStateAlsoOfARequestThatWasActive_AndEndsWithIt()
    {
        await using var pipeline = await Pipeline.StartAsync(One);
        var app = pipeline.Apple.Apps[0].Id;
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        Assert.Equal(RequestStanding.Active, await StandingAsync(pipeline));

        pipeline.Apple.SetAgreementsMissing(app, on: true);
        var missing = await pipeline.RunAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));
        Assert.Contains((await pipeline.ReportAsync(missing.RunId)).Failures, f => f.WhatToDo.Contains("agreement", StringComparison.Ordinal));
        Assert.Equal(RequestStanding.AgreementMissing, await StandingAsync(pipeline));

        pipeline.Apple.SetAgreementsMissing(app, on: false);
        pipeline.Clock.Advance(TimeSpan.FromSeconds(2));
        await pipeline.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));
        Assert.Equal((0, RequestStanding.Active), (Created(pipeline), await StandingAsync(pipeline)));
    }

    [Fact]
    public async Task Run_TooManyCalls_NeverChangesWhatIsKnownOfARequest()
    {
        await using var pipeline = await Pipeline.StartAsync(One);
        var app = pipeline.Apple.Apps[0].Id;
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var before = (await pipeline.RegistryAsync(app)).Requests;
        pipeline.Apple.Faults = new SimulatorFaults { Every429 = 2, RetryAfterSeconds = 30 };
        pipeline.NextDay();
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(1)));

        Assert.Equal(before, (await pipeline.RegistryAsync(app)).Requests);
        Assert.Equal(0, Created(pipeline));
    }

    [Fact]
    public async Task Requests_OverHttp_ShowWhatTheMirrorHolds()
    {
        await using var pipeline = await Pipeline.StartAsync(null, http: true);
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        using var http = new HttpClient { BaseAddress = pipeline.Host.BaseAddress };
        using var all = JsonDocument.Parse(await http.GetStringAsync("api/requests"));
        var entries = all.RootElement.GetProperty("requests").EnumerateArray().ToList();
        Assert.Equal(pipeline.Apple.Apps.Select(a => a.Id).Order(), entries.Select(e => e.GetProperty("appId").GetInt64()));
        Assert.Equal(["active", "active", "existing"], entries.Select(e => e.GetProperty("standing").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal((1, 2), (all.RootElement.GetProperty("counters").GetProperty("created").GetInt32(), all.RootElement.GetProperty("counters").GetProperty("adopted").GetInt32()));

        using var one = JsonDocument.Parse(await http.GetStringAsync($"api/requests?app={pipeline.Apple.Apps[0].Id}"));
        Assert.Equal(1, one.RootElement.GetProperty("requests").GetArrayLength());
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await http.GetAsync(new Uri("api/requests?app=mine", UriKind.Relative))).StatusCode);
    }

    static SimulatorOptions One => new() { Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 3 };

    static SimulatorOptions New => new() { Apps = 1, NewApps = 1, RowsPerDate = 20 };

    static SimulatorOptions History => new() { Apps = 3, NewApps = 1, RowsPerDate = 20, RequestAgeDays = 3, HistoryDays = 5 };

    /// <summary>The requests as text, without the time of the last look at a snapshot.</summary>
    static string Text(ReportRequestState state) => JsonSerializer.Serialize(state.Requests.Select(r => r with { Looked = null }));

    static int Created(Pipeline pipeline) => pipeline.Apple.ReadStats().ReportRequestPosts.Sum(p => (int)p.Created);

    static int Conflicts(Pipeline pipeline) => pipeline.Apple.ReadStats().ReportRequestPosts.Sum(p => (int)p.Conflicts);

    static async Task<RequestStanding> StandingAsync(Pipeline pipeline) => (await OverviewAsync(pipeline)).Requests.Single().Standing;

    static async Task<(int Created, int Adopted)> CountedAsync(Pipeline pipeline)
    {
        var counters = (await OverviewAsync(pipeline)).Counters;
        return (counters.Created, counters.Adopted);
    }

    static Task<RequestOverview> OverviewAsync(Pipeline pipeline) =>
        pipeline.Host.Services.GetRequiredService<RequestOverviews>().ReadAsync([], pipeline.Clock.GetUtcNow().UtcDateTime);

    static async Task<ReportRequestState> EntityAsync(Pipeline pipeline, long app)
    {
        EntityMetadata<ReportRequestState>? entity = await pipeline.Client.Entities.GetEntityAsync<ReportRequestState>(ReportRequests.Of(app));
        return entity!.State;
    }
}
