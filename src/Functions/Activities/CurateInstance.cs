using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Curates, audits and publishes a landed instance.</summary>
public sealed class CurateInstance(InstancePublisher publisher)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CurateInstance))]
    public Task<CurateOutcome> RunAsync([ActivityTrigger] CurateInstanceInput input, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => publisher.RunAsync(input, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
