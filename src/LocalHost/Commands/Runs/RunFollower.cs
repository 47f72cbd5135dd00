using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.LocalHost.Hosting;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Runs;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>Starts runs or takes up unfinished ones, and shows how far they are until they end.</summary>
/// <param name="host">The host that runs them.</param>
/// <param name="screen">Where progress is shown.</param>
internal sealed class RunFollower(LocalFunctionHost host, Screen screen)
{
    static readonly OrchestrationRuntimeStatus[] Unfinished =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    /// <summary>An unfinished run that was asked for the same way, such as one whose process was killed.</summary>
    /// <param name="isSame">Whether a request is the one asked for now.</param>
    /// <param name="cancellation">Cancels the search.</param>
    /// <returns>The newest, or null when there is none.</returns>
    public async Task<RunRequest?> FindUnfinishedAsync(Predicate<RunRequest> isSame, CancellationToken cancellation)
    {
        (DateTimeOffset Created, RunRequest Request)? newest = null;
        var query = new OrchestrationQuery(Statuses: Unfinished, FetchInputsAndOutputs: true);
        await foreach (var instance in host.Client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (!RunIds.IsRun(instance.InstanceId) || instance.ReadInputAs<RunRequest>() is not { } request || !isSame(request))
            {
                continue;
            }

            if (instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended)
            {
                throw new UserMistakeException(
                    $"The run {instance.InstanceId} is suspended; start `serve` and resume or terminate it there (POST /runtime/webhooks/durabletask/instances/{instance.InstanceId}/resume).");
            }

            if (newest is null || instance.CreatedAt > newest.Value.Created)
            {
                newest = (instance.CreatedAt, request);
            }
        }

        return newest?.Request;
    }

    /// <summary>Waits for a run and shows how far it is.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="title">What to call it.</param>
    /// <param name="cancellation">Stops the waiting, not the run.</param>
    public Task<OrchestrationMetadata> FollowAsync(string runId, string title, CancellationToken cancellation) =>
        RunProgress.WatchAsync(screen, title, async report =>
        {
            OrchestrationMetadata? last = null;
            await foreach (var state in host.WatchAsync(runId, cancellation))
            {
                last = state;
                if (state.SerializedCustomStatus is not null && state.ReadCustomStatusAs<RunStatus>() is { } reading)
                {
                    report(new(reading.Phase, reading.AppsDone, reading.AppsTotal, reading.Rows, reading.Failures));
                }
            }

            return last ?? throw new RunFailedException($"The run {runId} is gone.");
        });
}
