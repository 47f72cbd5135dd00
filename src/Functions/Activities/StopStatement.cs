using AppleAnalytics.Catalog;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Stops a statement that takes too long.</summary>
public sealed class StopStatement(StatementRunner runner)
{
    /// <summary>The activity.</summary>
    [Function(nameof(StopStatement))]
    public Task<StatementProgress> RunAsync([ActivityTrigger] StatementQuery input, CancellationToken cancellationToken) =>
        runner.StopAsync(input, cancellationToken);
}
