using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Triggers;

/// <summary>Orchestrations of which one of an id goes on at a time.</summary>
static class SingleInstance
{
    /// <summary>Starts an orchestration unless one of that id is going on.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="orchestrator">The orchestrator's name.</param>
    /// <param name="instanceId">The id.</param>
    /// <param name="input">The orchestrator's input.</param>
    /// <param name="again">Whether one that has completed is run again; one that failed or was terminated always is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The status of the one that is in the way, or null when it was started.</returns>
    public static async Task<OrchestrationRuntimeStatus?> StartSingleAsync(
        this DurableTaskClient client, string orchestrator, string instanceId, object input, bool again, CancellationToken cancellationToken)
    {
        // The look-up answers the usual case; the statuses to dedupe by and the exception close the gap between look-up and start.
        var present = await client.GetInstanceAsync(instanceId, cancellationToken);
        if (present is not null && (!present.IsCompleted || (present.RuntimeStatus == OrchestrationRuntimeStatus.Completed && !again)))
        {
            return present.RuntimeStatus;
        }

        try
        {
            var options = new StartOrchestrationOptions(InstanceId: instanceId).WithDedupeStatuses(
                OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, cancellationToken);
            return null;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return OrchestrationRuntimeStatus.Pending;
        }
    }
}
