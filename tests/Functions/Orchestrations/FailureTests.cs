using System.Collections.Concurrent;
using AppleAnalytics.Apple;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using AppleAnalytics.Simulator;
using AppleAnalytics.Simulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Orchestrations;

public sealed class FailureTests
{
    [Fact]
    public async Task Run_OneAppWithoutAgreement_LeavesTheOthersAndAsksForAPerson()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var broken = pipeline.Apple.Apps[0];
        pipeline.Apple.SetAgreementsMissing(broken.Id, true);
        var summary = await pipeline.RunAsync(RunRequests.Daily(Pipeline.FirstDay));
        Assert.Equal(RunState.Partial, summary.State);
        var report = await pipeline.ReportAsync(summary.RunId);
        Assert.Equal((3, 2, 1), (report.Apps.Total, report.Apps.Succeeded, report.Apps.Refused));
        Assert.True(report.NeedsPerson);
        Assert.All(report.Failures, f => Assert.Equal(broken.Id, f.AppId));
        Assert.Contains(report.Failures, f => f.Message.Contains("agreement", StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(pipeline.Bytes("curated"));
        Assert.DoesNotContain(pipeline.Bytes("curated").Keys, k => k.Contains($"app_id={broken.Id}", StringComparison.Ordinal));

        // Mended, the app alone is run again and catches up.
        pipeline.Apple.SetAgreementsMissing(broken.Id, false);
        var again = await pipeline.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [broken.Id], []));
        Assert.Equal(1, again.Apps);
        await pipeline.AssertTruthAsync("downloads");
    }

    [Fact]
    public async Task Run_SomethingNeedsAPerson_AlertsTheWebhookOnce()
    {
        var bodies = new ConcurrentQueue<string>();
        await using var webhook = await ListenAsync(bodies);
        await using var pipeline = await Pipeline.StartAsync(null, false, ("Alerts:WebhookUrl", webhook.Urls.Single() + "/hook"));
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        Assert.Empty(bodies);
        pipeline.Apple.SetAgreementsMissing(null, true);
        var summary = await pipeline.RunAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));
        Assert.Equal(RunState.Failed, summary.State);
        Assert.Contains("greement", Assert.Single(bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RateLimit_WaitsByDurableTimersAndLosesNothing()
    {
        await using var pipeline = await Pipeline.StartAsync(new() { Apps = 3, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 4, HourLimit = 20 });
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        await pipeline.AssertTruthAsync("downloads");
        var report = await pipeline.ReportAsync(summary.RunId);
        Assert.True(report.Api.SecondsWaited > 0);
        Assert.True(report.Seconds > 1800, "The hour's budget was used up more than once.");
    }

    [Fact]
    public async Task Run_PassingFaultsOfApple_AreRetriedAway()
    {
        await using var pipeline = await Pipeline.StartAsync();
        pipeline.Apple.Faults = new SimulatorFaults { Every500 = 7, HtmlErrorEvery = 11, CutDownloadEvery = 5, SlowDownEvery = 9 };
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        await pipeline.AssertTruthAsync("downloads");
        await pipeline.AssertTruthAsync("sessions");
    }

    [Fact]
    public async Task Run_KeyOfTheWrongRole_FailsWithASentence()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var developer = pipeline.Apple.CredentialsFor(SimulatorRole.Developer);
        await using var other = await Pipeline.StartAsync(null, false, ("Apple:BaseUrl", pipeline.Apple.BaseAddress.ToString()),
            ("Apple:IssuerId", developer.IssuerId!), ("Apple:KeyId", developer.KeyId), ("Apple:PrivateKey", developer.PrivateKeyPem));
        var summary = await other.RunAsync(RunRequests.Daily(Pipeline.FirstDay));
        Assert.NotEqual(RunState.Succeeded, summary.State);
        var report = await other.ReportAsync(summary.RunId);
        Assert.True(report.NeedsPerson);
        Assert.Contains(report.Failures, f => f.Message.Contains("role", StringComparison.Ordinal) || f.WhatToDo.Contains("role", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_QuotaTooSmallForTheDeadline_IsLateAndTheNextRunGoesOn()
    {
        await using var pipeline = await Pipeline.StartAsync(new() { Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 20, HourLimit = 8 });
        var summary = await pipeline.RunAsync(RunRequests.Daily(Pipeline.FirstDay));
        var report = await pipeline.ReportAsync(summary.RunId);
        Assert.Equal(1, report.Apps.Late);
        Assert.False(report.NeedsPerson);
        Assert.True(report.Rows.RowsIn > 0, "What fitted before the deadline is published.");
        for (var i = 0; i < 5 && summary.State != RunState.Succeeded; i++)
        {
            pipeline.Clock.Advance(TimeSpan.FromMinutes(1));
            summary = await pipeline.RunAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));
        }

        Assert.Equal(RunState.Succeeded, summary.State);
        await pipeline.AssertTruthAsync("downloads");
    }

    [Fact]
    public async Task Run_RequestStoppedForInactivity_IsMadeAnewAndDeliversAgain()
    {
        await using var pipeline = await Pipeline.StartAsync(new() { Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 3 });
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        pipeline.Apple.StopRequest(pipeline.Apple.Apps[0].Id, ReportAccess.Ongoing);
        var recreated = 0;
        for (var day = 1; day < 6; day++)
        {
            pipeline.Clock.Advance(TimeSpan.FromDays(1));
            pipeline.Apple.AdvanceTo(Pipeline.FirstDay.AddDays(day));
            var run = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(day)));
            recreated += (await pipeline.ReportAsync(run.RunId)).Requests.Recreated;
        }

        Assert.Equal(1, recreated);
        Assert.Equal(1, pipeline.Apple.ReadStats().ReportRequestPosts.Sum(p => (int)p.Created));
        Assert.Contains(pipeline.Bytes("raw").Keys, k => k.Contains($"dt={Pipeline.FirstDay.AddDays(5):yyyy-MM-dd}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_RequestDeletedAtApple_IsRequestedAgainAndCountsAsLater()
    {
        await using var pipeline = await Pipeline.StartAsync(new() { Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 3 });
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var app = pipeline.Apple.Apps[0].Id;
        var mirror = pipeline.Host.Services.GetRequiredService<RegistryMirror>();
        var first = (await mirror.LoadAsync(app))!.Requests.Single();
        var client = pipeline.Host.Services.GetRequiredService<AppStoreConnectClient>();
        Assert.True((await client.DeleteReportRequestAsync(first.RequestId, new())).IsOk);

        pipeline.Clock.Advance(TimeSpan.FromDays(1));
        pipeline.Apple.AdvanceTo(Pipeline.FirstDay.AddDays(1));
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(1)));
        Assert.Equal(new RequestCounters(1, 0, 0, 0), (await pipeline.ReportAsync(summary.RunId)).Requests);
        var requests = (await mirror.LoadAsync(app))!.Requests;
        Assert.Equal([(first.RequestId, 1, true), (requests[1].RequestId, 2, false)], requests.Select(r => (r.RequestId, r.Sequence, r.Retired)));
    }

    [Fact]
    public async Task Run_AppThatHangs_IsLateAndTheRunEndsWithoutIt()
    {
        // So few calls an hour that both apps wait for the quota; the clock stays until one of them is held.
        await using var pipeline = await Pipeline.StartAsync(new() { Apps = 2, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 3, HourLimit = 8 });
        pipeline.Clock.Horizon = pipeline.Clock.GetUtcNow().AddMinutes(5);
        var request = RunRequests.Daily(Pipeline.FirstDay);
        await pipeline.StartAsync(request);
        await pipeline.Host.WhenIdleAsync();
        var hanging = await ChildAsync(pipeline, request.RunId, pipeline.Apple.Apps[0].Id);
        await pipeline.Client.SuspendInstanceAsync(hanging);
        await pipeline.Host.WhenIdleAsync();
        pipeline.Clock.Horizon = DateTimeOffset.MaxValue;
        pipeline.Clock.Advance(TimeSpan.Zero);

        var summary = await pipeline.ResultAsync(request.RunId);
        var report = await pipeline.ReportAsync(request.RunId);
        Assert.Equal(RunState.Partial, summary.State);
        Assert.Equal((1, 1), (report.Apps.Late, report.Apps.Succeeded));
        Assert.True(report.Seconds > TimeSpan.FromHours(6).TotalSeconds);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await pipeline.Client.GetInstanceAsync(hanging))!.RuntimeStatus);
    }

    static async Task<WebApplication> ListenAsync(ConcurrentQueue<string> bodies)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Enqueue(await reader.ReadToEndAsync());
        });
        await app.StartAsync();
        return app;
    }

    static async Task<string> ChildAsync(Pipeline pipeline, string runId, long appId)
    {
        await foreach (var instance in pipeline.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: runId + ":")))
        {
            if (instance.InstanceId.EndsWith($":{appId}", StringComparison.Ordinal))
            {
                return instance.InstanceId;
            }
        }

        throw new InvalidOperationException($"There is no orchestration of app {appId}.");
    }
}
