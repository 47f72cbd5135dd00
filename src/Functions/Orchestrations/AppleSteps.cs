using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>Calls activities that talk to Apple: transient faults are retried, a deferral waits by a durable timer and calls again, a bounded number of times.</summary>
sealed class AppleSteps(TaskOrchestrationContext context, QuotaSession quota, AppRunTally tally, DateTime deadline)
{
    /// <summary>Bounds the history, not the patience: that is the deadline. Without a stated time, 60 deferrals take two hours at least.</summary>
    const int MostDeferrals = 60;

    /// <summary>Calls an activity.</summary>
    /// <param name="activity">The activity's name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="read">What it cost and until when Apple defers it.</param>
    /// <returns>Its outcome; still deferred when the deadline or the patience ends first.</returns>
    public async Task<T> CallAsync<T>(string activity, object input, Func<T, (ApiUsage Usage, DateTimeOffset? Until)> read)
    {
        for (var deferrals = 0; ; deferrals++)
        {
            var outcome = await context.CallActivityAsync<T>(activity, input, Retries.Transient);
            var (usage, until) = read(outcome);
            quota.Used(usage, until);
            if (outcome is IUsesLake step)
            {
                tally.Used(step.Lake);
            }

            if (until is not { } time || deferrals == MostDeferrals || !await quota.WaitAsync(time, deadline))
            {
                return outcome;
            }
        }
    }
}
