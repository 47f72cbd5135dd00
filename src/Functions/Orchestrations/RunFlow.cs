using AppleAnalytics.Apple;
using AppleAnalytics.Catalog;
using AppleAnalytics.Coverage;
using AppleAnalytics.Curation;
using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Functions.Entities;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>A run from plan to report. One failing app never fails it.</summary>
sealed partial class RunFlow(TaskOrchestrationContext context, RunRequest request)
{
    /// <summary>How much longer than its own deadline an app's part is waited for, so that it can report what it did.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    const int MostDeferrals = 8;

    /// <summary>As many failures are said in the summary of a run whose report could not be written.</summary>
    const int UnreportedFailures = 5;

    readonly ILogger _log = context.CreateReplaySafeLogger<RunFlow>();
    readonly DateTime _startedAt = context.CurrentUtcDateTime;
    readonly List<AppRunOutcome> _outcomes = [];
    readonly List<RunFailure> _failures = [];
    ApiUsage _planning = ApiUsage.None;
    LakeUsage _lake = LakeUsage.None;

    /// <summary>Runs it.</summary>
    public async Task<RunSummary> RunAsync()
    {
        Started(_log, request.RunId, request.Kind, request.Date);
        Show("planning", 0);
        var (plan, refusal) = await PlanAsync();
        if (plan is null)
        {
            return await PublishAsync(RunReportBuilder.Unplanned(request, refusal!, _planning, Utc(_startedAt), Utc(context.CurrentUtcDateTime)));
        }

        // Planning saw Apple's header first: whoever reserves next knows what others have used of the hour.
        await context.Entities.CallEntityAsync(
            AppleQuota.Of(plan.QuotaKey), nameof(AppleQuota.Report), new QuotaReport(request.RunId, _planning, null, Utc(context.CurrentUtcDateTime)));
        var before = await AllowReplacingAsync(plan);
        await RunAppsAsync(plan);
        Show("registering", plan.Apps.Count);
        var registration = await RegisterAsync(plan);
        Show("verifying", plan.Apps.Count);
        var freshness = await TryAsync<FreshnessOutcome>(nameof(VerifyFreshness), new FreshnessInput([.. plan.Apps.Select(a => a.Id)], [.. plan.Tables.Select(t => t.Name)], Utc(context.CurrentUtcDateTime), plan.FreshnessSlaHours), "Freshness could not be verified");
        var gaps = await FindGapsAsync(plan);
        var replaced = await CompareAsync(plan, before);
        var report = RunReportBuilder.Build(
            plan, _outcomes, _planning, registration, freshness, _failures, Utc(_startedAt), Utc(context.CurrentUtcDateTime));
        return await PublishAsync(report with { Gaps = gaps, Replaced = replaced });
    }

    /// <summary>Writes the tables about the data, then brings the catalogue up to the lake.</summary>
    async Task<RegisterOutcome?> RegisterAsync(RunPlan plan)
    {
        IReadOnlyList<string> tables = [.. plan.Tables.Select(t => t.Name), .. plan.Reviews ? [ReportCatalogue.Reviews] : Array.Empty<string>()];
        await TryAsync<ServiceTablesOutcome>(nameof(WriteServiceTables), new ServiceTablesInput(tables, request.Date), "The tables about the data could not be written");
        return await TryAsync(
            () => context.CallSubOrchestratorAsync<RegisterOutcome>(
                nameof(CatalogRun),
                new CatalogRunInput(new() { RunId = request.RunId, Tables = tables, Date = request.Date }, 0, new()),
                new SubOrchestrationOptions(instanceId: RunIds.Catalog(request.RunId, context.NewGuid().ToString("N")[..8]))),
            "Partitions could not be registered");
    }

    /// <summary>Sets the pins that let snapshots replace dates, and takes the sums before.</summary>
    async Task<MeasureSumsOutcome?> AllowReplacingAsync(RunPlan plan)
    {
        if (!request.Replace)
        {
            return null;
        }

        var before = await SumAsync(plan);
        await TryAsync<SnapshotReplacementOutcome>(
            nameof(AllowReplacing),
            new SnapshotReplacementInput(
                request.RunId, request.Apps, [.. plan.Tables.Select(t => t.Name)], request.From!.Value, request.To!.Value, request.Date),
            "Replacing dates could not be allowed");
        return before;
    }

    async Task<IReadOnlyList<ReplacedSum>> CompareAsync(RunPlan plan, MeasureSumsOutcome? before)
    {
        if (before is null || await SumAsync(plan) is not { } after)
        {
            return [];
        }

        return
        [
            .. before.Sums.Keys.Union(after.Sums.Keys).Order(StringComparer.Ordinal)
                .Select(measure => new ReplacedSum(measure, before.Sums.GetValueOrDefault(measure), after.Sums.GetValueOrDefault(measure))),
        ];
    }

    Task<MeasureSumsOutcome?> SumAsync(RunPlan plan) => TryAsync<MeasureSumsOutcome>(
        nameof(SumMeasures),
        new MeasureSumsInput([.. plan.Apps.Select(a => a.Id)], [.. plan.Tables.Select(t => t.Name)], request.From!.Value, request.To!.Value),
        "Sums could not be read");

    async Task<GapOutcome?> FindGapsAsync(RunPlan plan) => request.Kind != RunKind.Backfill
        ? null
        : await TryAsync<GapOutcome>(
            nameof(FindGaps),
            new GapInput([.. plan.Apps.Select(a => a.Id)], [.. plan.Tables.Select(t => t.Name)], request.Date, request.From, request.To),
            "Gaps could not be looked for");

    async Task<(RunPlan? Plan, RunFailure? Refusal)> PlanAsync()
    {
        try
        {
            for (var deferrals = 0; ; deferrals++)
            {
                var outcome = await context.CallActivityAsync<PlanOutcome>(nameof(PlanRun), request, Retries.Transient);
                _planning = _planning.Add(outcome.Usage);
                _lake = _lake.Add(outcome.Lake);
                if (outcome.Plan is { } plan)
                {
                    return (plan, null);
                }

                if (outcome.State != PlanState.Deferred || deferrals == MostDeferrals)
                {
                    return (null, new(0, "", "", outcome.Message ?? "", outcome.WhatToDo ?? ""));
                }

                var until = outcome.DeferredUntil is { } time ? time.UtcDateTime : context.CurrentUtcDateTime;
                var soonest = context.CurrentUtcDateTime.AddSeconds(1);
                await context.CreateTimer(until > soonest ? until : soonest, CancellationToken.None);
            }
        }
        catch (TaskFailedException fault)
        {
            return (null, new(
                0, "", "", $"The run could not be planned: {fault.FailureDetails.ErrorMessage}", "Start the run again once App Store Connect and the lake can be reached."));
        }
    }

    async Task RunAppsAsync(RunPlan plan)
    {
        var token = context.NewGuid().ToString("N")[..8];
        var waiting = new Queue<PlannedApp>(plan.Apps);
        var running = new List<Task<AppRunOutcome>>();
        Show("apps", plan.Apps.Count);
        while (waiting.Count > 0 || running.Count > 0)
        {
            while (running.Count < plan.AppsAtOnce && waiting.TryDequeue(out var app))
            {
                running.Add(RunAppAsync(plan, app, token));
            }

            var done = await Task.WhenAny(running);
            running.Remove(done);
            _outcomes.Add(await done);
            Show("apps", plan.Apps.Count);
        }
    }

    async Task<AppRunOutcome> RunAppAsync(RunPlan plan, PlannedApp app, string token)
    {
        var deadline = context.CurrentUtcDateTime + plan.AppDeadline;
        var input = new AppRunInput
        {
            RunId = request.RunId,
            Kind = request.Kind,
            App = app,
            Date = request.Date,
            Tables = plan.Tables,
            Reviews = plan.Reviews,
            Snapshot = request.Snapshot,
            Replace = request.Replace,
            NoWait = request.NoWait,
            HistoryOnFirstRun = plan.HistoryOnFirstRun,
            Thresholds = plan.Thresholds,
            QuotaKey = plan.QuotaKey,
            Deadline = deadline,
        };
        using var inTime = new CancellationTokenSource();
        var child = context.CallSubOrchestratorAsync<AppRunOutcome>(
            nameof(AppRun), input, new SubOrchestrationOptions(instanceId: RunIds.App(request.RunId, token, app.Id)));
        var timer = context.CreateTimer(deadline + Grace, inTime.Token);
        if (await Task.WhenAny(child, timer) == timer)
        {
            return Broken(plan, app, TableState.Late, $"The app was not done within {plan.AppDeadline.TotalHours:0.#} hours; the next run goes on.", "");
        }

        // A timer that is left alone would keep the run open until it fires. (CancelAsync would leave the orchestrator's thread.)
        inTime.Cancel();
        try
        {
            return await child;
        }
        catch (TaskFailedException fault)
        {
            return Broken(
                plan, app, TableState.Failed, $"The app's part of the run failed: {fault.FailureDetails.ErrorMessage}", "Look the orchestration up in the monitor, and run the app again alone.");
        }
    }

    static AppRunOutcome Broken(RunPlan plan, PlannedApp app, TableState state, string message, string whatToDo) => new()
    {
        AppId = app.Id,
        App = app.Name,
        Tables = [.. plan.Tables.Select(t => new TableOutcome { Table = t.Name, State = state })],
        Failures = [new(app.Id, app.Name, "", message, whatToDo)],
    };

    Task<T?> TryAsync<T>(string activity, object input, string what)
        where T : class => TryAsync(() => context.CallActivityAsync<T>(activity, input, Retries.Transient), what);

    async Task<T?> TryAsync<T>(Func<Task<T>> step, string what)
        where T : class
    {
        try
        {
            var outcome = await step();
            _lake = _lake.Add((outcome as IUsesLake)?.Lake ?? LakeUsage.None);
            return outcome;
        }
        catch (TaskFailedException fault)
        {
            _failures.Add(new(0, "", "", $"{what}: {fault.FailureDetails.ErrorMessage}", "The next run tries again; look at the log if it stays."));
            return null;
        }
    }

    async Task<RunSummary> PublishAsync(RunReport report)
    {
        Show("reporting", report.Apps.Total);
        report = report with { Lake = _outcomes.Aggregate(_lake, (sum, app) => sum.Add(app.Lake)) };
        var published = await TryAsync<PublishReportOutcome>(nameof(PublishRunReport), report, "The run report could not be written");
        if (AlertInput.Of(report) is { } alert)
        {
            await TryAsync<AlertOutcome>(nameof(SendAlert), alert, "The alert could not be sent");
        }

        Show("done", report.Apps.Total);
        Ended(_log, request.RunId, report.State, report.Rows.RowsIn, report.Failures.Count);
        return new(
            request.RunId,
            report.State,
            published?.Key ?? "",
            report.Apps.Total,
            report.Rows.RowsIn,
            report.Tables.Sum(t => t.PartitionsPublished),
            report.Failures.Count,
            published is null ? string.Join(' ', _failures.Select(f => f.Message).Distinct().Take(UnreportedFailures)) : null);
    }

    void Show(string phase, int total) => context.SetCustomStatus(new RunStatus
    {
        Phase = phase,
        AppsDone = _outcomes.Count,
        AppsTotal = total,
        Rows = _outcomes.Sum(o => o.Tables.Sum(t => t.RowsIn)),
        Failures = _failures.Count + _outcomes.Sum(o => o.Failures.Count),
    });

    static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: {Kind} run of {Date} started")]
    static partial void Started(ILogger log, string runId, RunKind kind, DateOnly date);

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: run ended {State}, {Rows} rows, {Failures} failures")]
    static partial void Ended(ILogger log, string runId, RunState state, long rows, int failures);
}
