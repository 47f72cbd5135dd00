using AppleAnalytics.Catalog;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Looks how a statement goes, and does what follows when it has succeeded.</summary>
public sealed class LookAtStatement(StatementRunner runner)
{
    /// <summary>The activity.</summary>
    [Function(nameof(LookAtStatement))]
    public Task<StatementProgress> RunAsync([ActivityTrigger] StatementQuery input, CancellationToken cancellationToken) =>
        runner.LookAsync(input, cancellationToken);
}
