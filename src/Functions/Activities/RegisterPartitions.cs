using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Registers the partitions that are published and not in the catalogue yet, also those of earlier runs, or says what is to be run for it.</summary>
public sealed class RegisterPartitions(Registrar registrar)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RegisterPartitions))]
    public Task<RegisterOutcome> RunAsync([ActivityTrigger] RegisterInput input, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => registrar.RunAsync(input, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
