using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Looks how a statement goes, and does what follows when it has succeeded.</summary>
public sealed class LookAtStatement(StatementRunner runner)
{
    /// <summary>The activity.</summary>
    [Function(nameof(LookAtStatement))]
    public Task<StatementProgress> RunAsync([ActivityTrigger] StatementQuery input, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => runner.LookAsync(input, cancellationToken), (outcome, used) => outcome with { Effect = outcome.Effect with { Lake = used } });
}
