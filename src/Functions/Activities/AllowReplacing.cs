using AppleAnalytics.Curation;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Lets one-time snapshots replace dates daily deliveries hold.</summary>
public sealed class AllowReplacing(SnapshotReplacement replacement)
{
    /// <summary>The activity.</summary>
    [Function(nameof(AllowReplacing))]
    public Task<SnapshotReplacementOutcome> RunAsync([ActivityTrigger] SnapshotReplacementInput input, CancellationToken cancellationToken) =>
        replacement.RunAsync(input, cancellationToken);
}
