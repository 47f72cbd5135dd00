using AppleAnalytics.Lake;
using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Lists the apps and turns settings and request into the plan of a run.</summary>
public sealed class PlanRun(RunPlanner planner)
{
    /// <summary>The activity.</summary>
    [Function(nameof(PlanRun))]
    public Task<PlanOutcome> RunAsync([ActivityTrigger] RunRequest request, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => planner.RunAsync(request, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
