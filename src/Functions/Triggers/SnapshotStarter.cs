using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Runs;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Triggers;

/// <summary>Starts waits for one-time snapshots, never two for the same app at once.</summary>
public sealed class SnapshotStarter
{
    /// <summary>Starts a wait unless the app has one that goes on.</summary>
    public async Task<SnapshotStart> StartAsync(DurableTaskClient client, SnapshotWait wait, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(wait);
        var id = RunIds.SnapshotWait(wait.App.Id);
        if (await client.GetInstanceAsync(id, cancellationToken) is { IsCompleted: false })
        {
            return new(id, false);
        }

        try
        {
            var options = new StartOrchestrationOptions(InstanceId: id).WithDedupeStatuses(
                OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(SnapshotRun), wait, options, cancellationToken);
            return new(id, true);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return new(id, false);
        }
    }
}
