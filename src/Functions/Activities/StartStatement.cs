using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Starts a statement at Athena; the same start given twice runs it once.</summary>
public sealed class StartStatement(StatementRunner runner)
{
    /// <summary>The activity.</summary>
    [Function(nameof(StartStatement))]
    public Task<StatementStart> RunAsync([ActivityTrigger] StatementStartInput input, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => runner.StartAsync(input, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
