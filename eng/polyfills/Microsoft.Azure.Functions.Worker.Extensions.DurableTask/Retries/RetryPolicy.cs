using System.ComponentModel;
using System.Globalization;
using DurableTask.Core.Exceptions;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace Microsoft.DurableTask;

public class RetryPolicy
{
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        Require(maxNumberOfAttempts > 0, nameof(maxNumberOfAttempts), maxNumberOfAttempts, "greater than zero");
        Require(firstRetryInterval > TimeSpan.Zero, nameof(firstRetryInterval), firstRetryInterval, "greater than zero");
        Require(backoffCoefficient >= 1, nameof(backoffCoefficient), backoffCoefficient, "greater or equal to 1.0");
        RequireNotBelowFirst(firstRetryInterval, nameof(maxRetryInterval), maxRetryInterval);
        RequireNotBelowFirst(firstRetryInterval, nameof(retryTimeout), retryTimeout);

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; }

    [Obsolete("This functionality is not implemented. Will be removed in the future. Use TaskOptions.FromRetryHandler or HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => value(DetailsOf(exception));
    }

    private static TaskFailureDetails DetailsOf(Exception exception)
    {
        var details = exception switch
        {
            CoreTaskFailedException or SubOrchestrationFailedException =>
                TaskFailureDetails.FromCore(((OrchestrationException)exception).FailureDetails),
            _ => null,
        };
        return details ?? throw new InvalidOperationException(
            "A retry filter can only judge a TaskFailedException or SubOrchestrationFailedException of DurableTask.Core that carries FailureDetails.");
    }

    private static void RequireNotBelowFirst(TimeSpan first, string name, TimeSpan? value) =>
        Require(
            value is null || value >= first || value == Timeout.InfiniteTimeSpan,
            name,
            value,
            "greater or equal to the value for firstRetryInterval");

    private static void Require(bool holds, string name, object? value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"The value for {name} must be {rule}."));
        }
    }
}
