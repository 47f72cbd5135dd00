using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Writes the run report.</summary>
public sealed class PublishRunReport(RunReportPublisher publisher)
{
    /// <summary>The activity.</summary>
    [Function(nameof(PublishRunReport))]
    public Task<PublishReportOutcome> RunAsync([ActivityTrigger] RunReport report, CancellationToken cancellationToken) =>
        publisher.RunAsync(report, cancellationToken);
}
