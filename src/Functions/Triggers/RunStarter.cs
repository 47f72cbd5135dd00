using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Runs;
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
        var present = await client.StartSingleAsync(RunOrchestrations.NameOf(request.Kind), request.RunId, request, again, cancellationToken);
        if (present is { } status)
        {
            NotStarted(log, request.RunId, status);
        }
        else
        {
            Started(log, request.RunId);
        }

        return new(request.RunId, present is null);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: started")]
    static partial void Started(ILogger log, string runId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{RunId}: not started, it is there already and {Status}")]
    static partial void NotStarted(ILogger log, string runId, OrchestrationRuntimeStatus status);
}
