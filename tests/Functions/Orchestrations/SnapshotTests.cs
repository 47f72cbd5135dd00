using AppleAnalytics.Coverage;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using AppleAnalytics.Simulator;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>One-time snapshots: requested, waited for over days, read once, filling what is absent; and the gaps they mend.</summary>
public sealed class SnapshotTests
{
    static readonly DateOnly Old = Pipeline.FirstDay.AddDays(-15);

    [Theory]
    [InlineData(SnapshotShape.OneInstance, 18)]
    [InlineData(SnapshotShape.ManyInstances, 34)]
    public async Task DailyRuns_HistoryOnFirstRun_LeaveNoCliffAndStopAskingOnceItIsRead(SnapshotShape shape, int history)
    {
        await using var pipeline = await StartAsync(Account with { SnapshotShape = shape, HistoryDays = history }, history: true);
        for (var day = 0; day < 4; day++)
        {
            await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(day)));
            Next(pipeline);
        }

        Assert.Equal(1, Created(pipeline));
        Assert.Contains(Old, await DatesAsync(pipeline, "downloads"));
        Assert.Contains(Pipeline.FirstDay.AddDays(1 - history), await DatesAsync(pipeline, "downloads"));

        // Read to its end: a day costs one list per table and one segment list per instance again.
        var later = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(4)));
        Assert.Equal(2, (await pipeline.ReportAsync(later.RunId)).Api.CallsByEndpoint["instances"]);
        await pipeline.AssertTruthAsync("downloads");
        await EndedAsync(pipeline);
    }

    [Fact]
    public async Task Backfill_Snapshot_IsWaitedForOverDaysWithoutAnotherRun_AndSurvivesRestarts()
    {
        await using var pipeline = await StartAsync(Account);
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var asked = await pipeline.SucceedAsync(Backfill(pipeline));
        Assert.Equal(SnapshotState.Waiting, (await pipeline.ReportAsync(asked.RunId)).Apps.List.Single().Snapshot);
        Assert.DoesNotContain(Old, await DatesAsync(pipeline, "downloads"));

        // A day and six hours on it is not there yet; a day later it is read, and on the next it is known to be whole.
        for (var day = 0; day < 4; day++)
        {
            await pipeline.RestartAsync();
            Next(pipeline);
            await pipeline.Host.WhenIdleAsync();
        }

        await EndedAsync(pipeline);
        Assert.Equal(1, Created(pipeline));
        Assert.Contains(Old, await DatesAsync(pipeline, "downloads"));
        Assert.NotEqual("snapshot", (await pipeline.Host.Services.GetRequiredService<RunReportPublisher>().ReadLatestAsync(default))!.RunId[..8]);

        // Asked again within the month: nothing is requested and nothing is looked for.
        var again = await pipeline.SucceedAsync(Backfill(pipeline));
        Assert.Equal(SnapshotState.Read, (await pipeline.ReportAsync(again.RunId)).Apps.List.Single().Snapshot);
        Assert.Equal(1, Created(pipeline));
        await pipeline.AssertTruthAsync("downloads");
    }

    [Fact]
    public async Task DailyRuns_TableWantedLater_HasItsHistoryFromTheSnapshotThatIsThere()
    {
        await using var pipeline = await StartAsync(Account with { HistoryDays = 12 }, history: true, tables: "downloads");
        for (var day = 0; day < 4; day++)
        {
            await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(day)));
            Next(pipeline);
        }

        await EndedAsync(pipeline);
        Assert.Empty(await DatesAsync(pipeline, "sessions"));
        Next(pipeline);
        await pipeline.SucceedAsync(RunRequests.OnDemand(pipeline.Apple.Today, pipeline.Clock.GetUtcNow(), [], ["downloads", "sessions"]));
        Assert.Contains(Pipeline.FirstDay.AddDays(-12), await DatesAsync(pipeline, "sessions"));
        Assert.Equal(1, Created(pipeline));
        await pipeline.AssertTruthAsync("sessions");
    }

    [Fact]
    public async Task Backfill_SnapshotNoWait_LeavesNothingBehind_AndReadsItWhenRunAgain()
    {
        await using var pipeline = await StartAsync(Account);
        await pipeline.SucceedAsync(Backfill(pipeline, noWait: true));
        Assert.Null(await pipeline.Client.GetInstanceAsync(RunIds.SnapshotWait(pipeline.Apple.Apps[0].Id)));

        Next(pipeline);
        Next(pipeline);
        var again = await pipeline.SucceedAsync(Backfill(pipeline, noWait: true));
        Assert.True((await pipeline.ReportAsync(again.RunId)).Tables.Sum(t => t.Instances) > 0);
        Assert.Contains(Old, await DatesAsync(pipeline, "downloads"));
        Assert.Equal(1, Created(pipeline));
    }

    [Fact]
    public async Task Backfill_SnapshotReplace_AppliesTheVintageOrderAndTellsTheSums()
    {
        await using var pipeline = await StartAsync(Account);
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        await pipeline.SucceedAsync(Backfill(pipeline, noWait: true));
        Next(pipeline);
        Next(pipeline);
        await pipeline.SucceedAsync(Backfill(pipeline, noWait: true));
        var before = await VintagesAsync(pipeline);
        var replaced = await pipeline.SucceedAsync(Backfill(pipeline, replace: true));
        var after = await VintagesAsync(pipeline);
        var report = await pipeline.ReportAsync(replaced.RunId);

        // The date of the last but one delivery stood from it; the snapshot was made a day later.
        var held = Pipeline.FirstDay.AddDays(-3);
        Assert.Equal((AccessType.Ongoing, AccessType.OneTimeSnapshot), (before[held], after[held]));
        Assert.Equal(before.Keys, after.Keys);
        Assert.Contains(report.Replaced, s => s.Measure == "downloads.counts" && s.Before > 0);
        Assert.Contains(report.Replaced, s => s.Measure == "downloads.rows" && s.After > 0);
        await pipeline.AssertTruthAsync("downloads", snapshotsFill: false);
        Assert.Equal(1, Created(pipeline));
    }

    [Fact]
    public async Task Backfill_DateThatNoDailyDeliveryTold_IsFoundMissedAndFilledByASnapshot()
    {
        var skipped = Pipeline.FirstDay.AddDays(-8);
        await using var pipeline = await StartAsync(Account with { RequestAgeDays = 14, HistoryDays = 10, SkippedDate = skipped }, tables: "downloads");
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var looked = await pipeline.SucceedAsync(RunRequests.Backfill(Pipeline.FirstDay.AddDays(-12), Pipeline.FirstDay.AddDays(-4), [], ["downloads"], false, Pipeline.FirstDay));
        var gaps = (await pipeline.ReportAsync(looked.RunId)).Gaps!;
        var gap = Assert.Single(gaps.Gaps);
        Assert.Equal((skipped, skipped, DateState.Missed, GapFill.Snapshot), (gap.From, gap.To, gap.State, gap.Fill));
        Assert.Contains("backfill --snapshot", gap.WhatToDo, StringComparison.Ordinal);
        Assert.Equal((8, 1), (gaps.Dates[DateState.Present], gaps.Dates[DateState.Missed]));

        await pipeline.SucceedAsync(Backfill(pipeline, noWait: true));
        Next(pipeline);
        Next(pipeline);
        await pipeline.SucceedAsync(Backfill(pipeline, noWait: true));
        Assert.Contains(skipped, await DatesAsync(pipeline, "downloads"));
    }

    [Fact]
    public async Task Backfill_ParkedDelivery_IsTriedOnceMore()
    {
        await using var pipeline = await StartAsync(Account with { Faults = new() { WrongMd5Every = 1 } });
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await pipeline.RunAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow().AddSeconds(attempt), [], ["downloads"]));
        }

        pipeline.Apple.Faults = new();
        var daily = await pipeline.RunAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow().AddSeconds(9), [], ["downloads"]));
        Assert.Empty(await DatesAsync(pipeline, "downloads"));
        Assert.Equal(0, (await pipeline.ReportAsync(daily.RunId)).Api.Downloads);
        await pipeline.SucceedAsync(RunRequests.Backfill(Pipeline.FirstDay.AddDays(-9), Pipeline.FirstDay.AddDays(-1), [], ["downloads"], false, Pipeline.FirstDay));
        await pipeline.AssertTruthAsync("downloads");
    }

    [Fact]
    public async Task DailyRuns_InstanceListedBeforeItsSegments_IsReadWhenTheyCome()
    {
        await using var pipeline = await StartAsync(Account with { Faults = new() { SegmentsLateDays = 1 } });
        var first = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var report = await pipeline.ReportAsync(first.RunId);
        Assert.Contains(report.Tables.SelectMany(t => t.Findings), f => f.Contains("without any file yet", StringComparison.Ordinal));

        // Idle but for them: one list per table, and one segment list per instance that had none.
        var idle = await pipeline.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay, pipeline.Clock.GetUtcNow(), [], []));
        Assert.Equal(
            new Dictionary<string, int> { ["apps"] = 1, ["instances"] = 2, ["segments"] = 2 }, (await pipeline.ReportAsync(idle.RunId)).Api.CallsByEndpoint);

        Next(pipeline);
        pipeline.Apple.Faults = new();
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay.AddDays(1)));
        await pipeline.AssertTruthAsync("downloads");
        await pipeline.AssertTruthAsync("sessions");
        var quiet = await pipeline.SucceedAsync(RunRequests.OnDemand(Pipeline.FirstDay.AddDays(1), pipeline.Clock.GetUtcNow(), [], []));
        Assert.Equal(new Dictionary<string, int> { ["apps"] = 1, ["instances"] = 2 }, (await pipeline.ReportAsync(quiet.RunId)).Api.CallsByEndpoint);
    }

    static SimulatorOptions Account => new() { Apps = 1, NewApps = 0, RowsPerDate = 20, RequestAgeDays = 6, HistoryDays = 20 };

    static async Task<Pipeline> StartAsync(SimulatorOptions options, bool history = false, string tables = "downloads,sessions")
    {
        var pipeline = await Pipeline.StartAsync(options, false, ("Apple:HistoryOnFirstRun", history ? "true" : "false"), ("Reports:Tables", tables));
        pipeline.Clock.Horizon = Evening(pipeline);
        return pipeline;
    }

    /// <summary>Lets the rest of the day pass, then makes it the next morning.</summary>
    static void Next(Pipeline pipeline)
    {
        pipeline.NextDay();
        pipeline.Clock.Horizon = Evening(pipeline);
    }

    static DateTimeOffset Evening(Pipeline pipeline) => new(pipeline.Apple.Today.ToDateTime(new(23, 0)), TimeSpan.Zero);

    static RunRequest Backfill(Pipeline pipeline, bool replace = false, bool noWait = false) => RunRequests.Backfill(
        TableDefinition.FirstHistory, pipeline.Apple.Today.AddDays(-1), [], ["downloads"], snapshot: true, pipeline.Apple.Today, replace, noWait);

    static int Created(Pipeline pipeline) => pipeline.Apple.ReadStats().ReportRequestPosts.Sum(p => (int)p.Created);

    static async Task<IReadOnlyList<DateOnly>> DatesAsync(Pipeline pipeline, string table) =>
        [.. (await pipeline.Host.Services.GetRequiredService<PartitionManifests>().ReadAsync(table, pipeline.Apple.Apps[0].Id)).Partitions.Keys];

    static async Task<SortedDictionary<DateOnly, AccessType>> VintagesAsync(Pipeline pipeline) =>
        new((await pipeline.Host.Services.GetRequiredService<PartitionManifests>().ReadAsync("downloads", pipeline.Apple.Apps[0].Id))
            .Partitions.ToDictionary(p => p.Key, p => p.Value.Vintage.AccessType));

    /// <summary>Lets the wait's next look come, after which it has nothing to wait for.</summary>
    static async Task EndedAsync(Pipeline pipeline)
    {
        pipeline.Clock.Horizon = DateTimeOffset.MaxValue;
        pipeline.Clock.Advance(TimeSpan.Zero);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var wait = await pipeline.Client.WaitForInstanceCompletionAsync(RunIds.SnapshotWait(pipeline.Apple.Apps[0].Id), patience.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, wait.RuntimeStatus);
        pipeline.Clock.Horizon = Evening(pipeline);
    }
}
