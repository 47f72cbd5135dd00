using AppleAnalytics.Apple;
using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>How activities are retried: only what may pass, by the exception's own type, because inner ones do not reach the orchestrator.</summary>
static class Retries
{
    /// <summary>Four attempts within about a minute and a half. Each attempt already retried for seconds in its own process.</summary>
    public static TaskOptions Transient { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 4, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5))
        {
            HandleFailure = MayPass,
        });

    /// <summary>Whether a failure may pass on retry.</summary>
    public static bool MayPass(TaskFailureDetails failure) =>
        failure.IsCausedBy<TransientAppleException>() || failure.IsCausedBy<TransientLakeException>() || failure.IsCausedBy<TransientCatalogException>();
}
