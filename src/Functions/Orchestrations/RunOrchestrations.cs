using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The three kinds of run: one flow under three names, so that a monitor tells them apart.</summary>
public sealed class RunOrchestrations
{
    /// <summary>The orchestrator of a kind of run.</summary>
    public static string NameOf(RunKind kind) => kind switch
    {
        RunKind.Daily => nameof(DailyRun),
        RunKind.Backfill or RunKind.Snapshot => nameof(BackfillRun),
        _ => nameof(OnDemandRun),
    };

    /// <summary>The timer's run of one day.</summary>
    [Function(nameof(DailyRun))]
    public Task<RunSummary> DailyRun([OrchestrationTrigger] TaskOrchestrationContext context, RunRequest request) =>
        new RunFlow(context, request).RunAsync();

    /// <summary>A past range of metric dates.</summary>
    [Function(nameof(BackfillRun))]
    public Task<RunSummary> BackfillRun([OrchestrationTrigger] TaskOrchestrationContext context, RunRequest request) =>
        new RunFlow(context, request).RunAsync();

    /// <summary>The daily work, asked for now.</summary>
    [Function(nameof(OnDemandRun))]
    public Task<RunSummary> OnDemandRun([OrchestrationTrigger] TaskOrchestrationContext context, RunRequest request) =>
        new RunFlow(context, request).RunAsync();
}
