using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Lists a table's instances at Apple and leaves out the settled ones.</summary>
public sealed class FindInstances(InstanceFinder finder)
{
    /// <summary>The activity.</summary>
    [Function(nameof(FindInstances))]
    public Task<FindInstancesOutcome> RunAsync([ActivityTrigger] FindInstancesInput input, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => finder.RunAsync(input, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
