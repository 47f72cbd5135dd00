using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Functions.Triggers;
using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Starts the wait for an app's one-time snapshot unless it is going on.</summary>
public sealed class StartSnapshotRun
{
    /// <summary>The activity.</summary>
    [Function(nameof(StartSnapshotRun))]
    public async Task<SnapshotStart> RunAsync([ActivityTrigger] SnapshotWait input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var id = RunIds.SnapshotWait(input.App.Id);
        return new(id, await client.StartSingleAsync(nameof(SnapshotRun), id, input, again: true, cancellationToken) is null);
    }
}
