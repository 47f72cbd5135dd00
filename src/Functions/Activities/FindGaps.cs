using AppleAnalytics.Coverage;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Tells which dates are missing, why, and what can still bring them.</summary>
public sealed class FindGaps(GapDetector detector)
{
    /// <summary>The activity.</summary>
    [Function(nameof(FindGaps))]
    public Task<GapOutcome> RunAsync([ActivityTrigger] GapInput input, CancellationToken cancellationToken) =>
        detector.RunAsync(input, cancellationToken);
}
