using AppleAnalytics.Coverage;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Adds up what is published of some dates.</summary>
public sealed class SumMeasures(MeasureSums sums)
{
    /// <summary>The activity.</summary>
    [Function(nameof(SumMeasures))]
    public Task<MeasureSumsOutcome> RunAsync([ActivityTrigger] MeasureSumsInput input, CancellationToken cancellationToken) =>
        sums.RunAsync(input, cancellationToken);
}
