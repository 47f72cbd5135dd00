using AppleAnalytics.Functions.Entities;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>
/// Waits for an app's one-time snapshot over days: a timer of one day, a look, then it continues as new, so that its history stays
/// a few events short. The registry remembers the snapshot and what is unread of it; a day on which a run has looked needs no look of
/// its own, and whoever reads it to its end ends the wait.
/// </summary>
public sealed partial class SnapshotRun
{
    /// <summary>Looks after which it gives up; the registry's patience ends before.</summary>
    const int MostLooks = 35;

    /// <summary>How much later than a day the first look comes: a daily run of the same hour has then had its turn, and usually read it.</summary>
    static readonly TimeSpan AfterDailyRun = TimeSpan.FromHours(6);

    /// <summary>How long ago a run's look makes one of its own needless.</summary>
    static readonly TimeSpan LookedLately = TimeSpan.FromHours(20);

    /// <summary>The orchestrator.</summary>
    [Function(nameof(SnapshotRun))]
    public async Task<SnapshotEnd> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SnapshotWait input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var log = context.CreateReplaySafeLogger<SnapshotRun>();
        var next = context.CurrentUtcDateTime.AddDays(1) + (input.Looks == 0 ? AfterDailyRun : TimeSpan.Zero);
        context.SetCustomStatus(new SnapshotStatus(input.App.Name, input.Looks, next));
        await context.CreateTimer(next, CancellationToken.None);
        if (await FindUnreadAsync(context, input) is not { } unread)
        {
            return new(input.App.Id, input.Looks);
        }

        if (unread.Looked + LookedLately <= context.CurrentUtcDateTime)
        {
            await LookAsync(context, input, unread.UnreadTables!, log);
        }

        if (input.Looks + 1 < MostLooks && await FindUnreadAsync(context, input) is not null)
        {
            context.ContinueAsNew(input with { Looks = input.Looks + 1 });
        }

        return new(input.App.Id, input.Looks + 1);
    }

    static async Task LookAsync(TaskOrchestrationContext context, SnapshotWait input, IReadOnlyList<string> tables, ILogger log)
    {
        var today = DateOnly.FromDateTime(context.CurrentUtcDateTime);
        Looking(log, input.App.Id, input.RequestId, input.Looks + 1);
        var request = RunRequests.Snapshot(today, input.App.Id, tables);
        try
        {
            await context.CallSubOrchestratorAsync<RunSummary>(
                RunOrchestrations.NameOf(request.Kind), request, new SubOrchestrationOptions(instanceId: request.RunId));
        }
        catch (TaskFailedException fault)
        {
            Failed(log, input.App.Id, fault.FailureDetails.ErrorMessage);
        }
    }

    static async Task<KnownRequest?> FindUnreadAsync(TaskOrchestrationContext context, SnapshotWait input) =>
        await context.Entities.CallEntityAsync<KnownRequest?>(ReportRequests.Of(input.App.Id), nameof(ReportRequests.Find), input.RequestId)
            is { Retired: false, UnreadTables: not null } unread ? unread : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "App {AppId}: looking at one-time snapshot {Request} for the {Looks}th time")]
    static partial void Looking(ILogger log, long appId, string request, int looks);

    [LoggerMessage(Level = LogLevel.Warning, Message = "App {AppId}: looking at the one-time snapshot failed: {Reason}")]
    static partial void Failed(ILogger log, long appId, string reason);
}
