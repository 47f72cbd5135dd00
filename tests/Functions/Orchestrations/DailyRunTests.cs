using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Orchestrations;

public sealed class DailyRunTests
{
    static readonly string[] Tables = ["downloads", "sessions"];
    static readonly string[] AllTables = ["downloads", "engagement", "sessions", "installs", "purchases"];

    [Fact]
    public async Task DailyRun_FreshLake_PublishesWhatAppleSaysAndReportsIt()
    {
        await using var pipeline = await Pipeline.StartAsync(null, false, ("Reports:Tables", ""));
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        Assert.Equal((3, 0), (summary.Apps, summary.Failures));
        foreach (var table in AllTables)
        {
            await pipeline.AssertTruthAsync(table);
        }

        var report = await pipeline.ReportAsync(summary.RunId);
        Assert.True(report.Rows.Balanced);
        Assert.True(report.Rows.RowsIn > 0);
        Assert.Equal((1, 2), (report.Requests.Created, report.Requests.Adopted));
        Assert.Equal(1, report.Apps.Waiting);
        Assert.Contains("waiting", report.Tables.Single(t => t.Table == "downloads").States.Keys);
        Assert.True(report.Api.Calls > 0);
        Assert.True(report.Api.Downloads > 0);
        Assert.NotNull(report.Freshness);
        Assert.NotNull(report.Registration);
        Assert.Equal(report.Api.Calls, (int)pipeline.Apple.ReadStats().ApiCalls);

        var status = (await pipeline.Client.GetInstanceAsync(summary.RunId, getInputsAndOutputs: true))!.ReadCustomStatusAs<RunStatus>()!;
        Assert.Equal(("done", 3, 3, report.Rows.RowsIn, 0), (status.Phase, status.AppsDone, status.AppsTotal, status.Rows, status.Failures));
    }

    [Fact]
    public async Task DailyRun_TwoDays_RestatesAndCostsOneListPerTableAndOneSegmentListPerInstance()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        pipeline.Apple.AdvanceTo(Pipeline.FirstDay.AddDays(1));
        pipeline.Clock.Advance(TimeSpan.FromDays(1));
        var second = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(1)));
        foreach (var table in Tables)
        {
            await pipeline.AssertTruthAsync(table);
        }

        var report = await pipeline.ReportAsync(second.RunId);
        Assert.Equal(new RequestCounters(0, 0, 0, 0), report.Requests);
        Assert.False(report.Api.CallsByEndpoint.ContainsKey("createReportRequest"));
        Assert.Equal(report.Tables.Sum(t => t.Instances), report.Api.CallsByEndpoint["segments"]);
    }

    [Fact]
    public async Task Run_SameDayAgain_DownloadsNothingAndChangesNoByte()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var before = pipeline.Bytes("raw", "curated", "quarantine", "quality");
        var posts = pipeline.Apple.ReadStats().ReportRequestPosts;
        var downloads = pipeline.Apple.ReadStats().Downloads;

        await pipeline.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));
        Assert.Equal(before, pipeline.Bytes("raw", "curated", "quarantine", "quality"));
        Assert.Equal(posts, pipeline.Apple.ReadStats().ReportRequestPosts);
        Assert.Equal(downloads, pipeline.Apple.ReadStats().Downloads);
    }

    [Fact]
    public async Task Run_AnotherTaskHubOverTheSameLake_IsSeededByTheMirror()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var posts = pipeline.Apple.ReadStats().ReportRequestPosts;
        await pipeline.MoveToAnotherHubAsync("other");
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        Assert.Equal(posts, pipeline.Apple.ReadStats().ReportRequestPosts);
        var report = await pipeline.ReportAsync(summary.RunId);
        Assert.Equal(RequestCounters.None, report.Requests);
        Assert.False(report.Api.CallsByEndpoint.ContainsKey("reportRequests"));
    }

    [Fact]
    public async Task Run_TwoAtOnce_CreateEachRequestOnceAndAgreeOnTheLake()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var daily = RunRequests.Daily(Pipeline.FirstDay);
        var now = RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []);
        await Task.WhenAll(pipeline.StartAsync(daily), pipeline.StartAsync(now));
        await pipeline.SucceededAsync(daily.RunId);
        await pipeline.SucceededAsync(now.RunId);
        Assert.All(pipeline.Apple.ReadStats().ReportRequestPosts, p => Assert.Equal((1, 0), ((int)p.Created, (int)p.Conflicts)));
        foreach (var table in Tables)
        {
            await pipeline.AssertTruthAsync(table);
        }
    }

    [Fact]
    public async Task Run_SameIdTwiceAtOnce_IsOneRun()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var request = RunRequests.Daily(Pipeline.FirstDay);
        var starts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => pipeline.StartAsync(request)));
        Assert.Equal(1, starts.Count(s => s.Started));
        Assert.All(starts, s => Assert.Equal(request.RunId, s.RunId));
        await pipeline.ResultAsync(request.RunId);
    }

    [Fact]
    public async Task DailyTimer_DayIsDone_StartsNothing()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.Host.RunTimerAsync("DailyTimer");
        var id = RunIds.Daily(Pipeline.FirstDay);
        await pipeline.ResultAsync(id);
        var first = await pipeline.Client.GetInstanceAsync(id);
        await pipeline.Host.RunTimerAsync("DailyTimer");
        await pipeline.Host.WhenIdleAsync();
        var second = await pipeline.Client.GetInstanceAsync(id);
        Assert.Equal(first!.LastUpdatedAt, second!.LastUpdatedAt);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, second.RuntimeStatus);
    }

    [Fact]
    public async Task AppRun_MoreInstancesThanOneHistoryHolds_ContinuesAsNewAndMissesNone()
    {
        await using var pipeline = await Pipeline.StartAsync(new() { Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 40 });
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        await pipeline.AssertTruthAsync("downloads");
        await pipeline.AssertTruthAsync("sessions");
        var report = await pipeline.ReportAsync(summary.RunId);
        Assert.True(report.Tables.Sum(t => t.Instances) > AppRun.InstancesPerExecution);
        Assert.True(report.Rows.Balanced);
    }

    [Fact]
    public async Task Run_HostEndsInTheMiddleAgainAndAgain_GoesOnWhereItWas()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var request = RunRequests.Daily(Pipeline.FirstDay);
        await pipeline.StartAsync(request);
        for (var restarts = 0; restarts < 3; restarts++)
        {
            await pipeline.Landings.WaitAsync(instances: 2);
            await pipeline.RestartAsync();
        }

        await pipeline.SucceededAsync(request.RunId);
        Assert.All(pipeline.Apple.ReadStats().ReportRequestPosts, p => Assert.Equal((1, 0), ((int)p.Created, (int)p.Conflicts)));
        foreach (var table in Tables)
        {
            await pipeline.AssertTruthAsync(table);
        }
    }
}
