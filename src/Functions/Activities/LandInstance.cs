using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Downloads an instance into the lake, verified byte for byte.</summary>
public sealed class LandInstance(InstanceLander lander)
{
    /// <summary>The activity.</summary>
    [Function(nameof(LandInstance))]
    public Task<LandOutcome> RunAsync([ActivityTrigger] InstanceReference instance, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => lander.RunAsync(instance, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
