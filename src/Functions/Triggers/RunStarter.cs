using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Runs;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions.Triggers;

/// <summary>Starts runs, never the same one twice at once.</summary>
public sealed partial class RunStarter(ILogger<RunStarter> log)
{
    /// <summary>Starts a run unless one of that id is going on.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="request">What to run.</param>
    /// <param name="again">Whether a run of that id that has completed is run again; one that failed or was terminated always is.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RunStart> StartAsync(DurableTaskClient client, RunRequest request, bool again, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);

        // The look-up answers the usual case; the statuses to dedupe by and the exception close the gap between look-up and start.
        var present = await client.GetInstanceAsync(request.RunId, cancellationToken);
        if (present is not null && (!present.IsCompleted || (present.RuntimeStatus == OrchestrationRuntimeStatus.Completed && !again)))
        {
            NotStarted(log, request.RunId, present.RuntimeStatus);
            return new(request.RunId, false);
        }

        try
        {
            var options = new StartOrchestrationOptions(InstanceId: request.RunId).WithDedupeStatuses(
                OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
            await client.ScheduleNewOrchestrationInstanceAsync(RunOrchestrations.NameOf(request.Kind), request, options, cancellationToken);
            Started(log, request.RunId);
            return new(request.RunId, true);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            NotStarted(log, request.RunId, OrchestrationRuntimeStatus.Pending);
            return new(request.RunId, false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: started")]
    static partial void Started(ILogger log, string runId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: not started, it is there already and {Status}")]
    static partial void NotStarted(ILogger log, string runId, OrchestrationRuntimeStatus status);
}
