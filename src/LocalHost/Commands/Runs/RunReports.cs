using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Lake;
using AppleAnalytics.Runs;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>Reads the report a run left in the lake.</summary>
internal static class RunReports
{
    /// <summary>The report of a run that has ended.</summary>
    /// <exception cref="RunFailedException">The run ended without one.</exception>
    public static async Task<RunReport> ReadAsync(ObjectStore lake, OrchestrationMetadata run, CancellationToken cancellation)
    {
        if (run.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            && await lake.ReadJsonAsync<RunReport>(LakeLayout.RunReport(run.InstanceId), cancellation) is { } report)
        {
            return report;
        }

        throw new RunFailedException(run.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Terminated => $"The run {run.InstanceId} was terminated.",
            _ => $"The run {run.InstanceId} ended without a report: {run.FailureDetails?.ErrorMessage ?? run.ReadOutputAs<RunSummary>()?.Unreported ?? "no reason was given"}",
        });
    }
}
