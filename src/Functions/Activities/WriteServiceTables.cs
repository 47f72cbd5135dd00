using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Writes the tables about the data: apps, territories, load audit, quality results.</summary>
public sealed class WriteServiceTables(ServiceTablesWriter writer)
{
    /// <summary>The activity.</summary>
    [Function(nameof(WriteServiceTables))]
    public Task<ServiceTablesOutcome> RunAsync([ActivityTrigger] ServiceTablesInput input, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => writer.RunAsync(input, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
