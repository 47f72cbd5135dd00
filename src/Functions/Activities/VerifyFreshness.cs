using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Judges how new the data are.</summary>
public sealed class VerifyFreshness(FreshnessVerifier verifier)
{
    /// <summary>The activity.</summary>
    [Function(nameof(VerifyFreshness))]
    public Task<FreshnessOutcome> RunAsync([ActivityTrigger] FreshnessInput input, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => verifier.RunAsync(input, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
