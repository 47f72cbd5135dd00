using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions.Triggers;

/// <summary>Forgets the histories of orchestrations that ended long ago; run reports stay in the lake, entities stay as they are.</summary>
public sealed partial class HousekeepingTimer(TimeProvider time, ILogger<HousekeepingTimer> log)
{
    /// <summary>Days a history is kept.</summary>
    public const int KeepDays = 30;

    /// <summary>Before the first orchestration of any task hub; the purge wants a begin.</summary>
    static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The timer.</summary>
    [Function(nameof(HousekeepingTimer))]
    public async Task RunAsync(
        [TimerTrigger("%HousekeepingSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);

        // Entities are instances too, but never in one of these statuses.
        var ended = new PurgeInstancesFilter(
            Begin,
            time.GetUtcNow().AddDays(-KeepDays),
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]);
        var purged = await client.PurgeAllInstancesAsync(ended, cancellationToken);
        Purged(log, purged.PurgedInstanceCount);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Housekeeping: {Count} histories purged")]
    static partial void Purged(ILogger log, int count);
}
