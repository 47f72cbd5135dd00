using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Functions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Starts the wait for an app's one-time snapshot unless it is going on.</summary>
public sealed class StartSnapshotRun(SnapshotStarter starter)
{
    /// <summary>The activity.</summary>
    [Function(nameof(StartSnapshotRun))]
    public Task<SnapshotStart> RunAsync([ActivityTrigger] SnapshotWait input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        starter.StartAsync(client, input, cancellationToken);
}
