using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using TaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace AppleAnalytics.Polyfills.Tests.Retries;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_half = TimeSpan.FromSeconds(0.5);

    [Fact]
    public void Constructor_Defaults()
    {
        var policy = new RetryPolicy(3, s_second);

        Assert.Equal(3, policy.MaxNumberOfAttempts);
        Assert.Equal(1, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
        Assert.True(policy.Handle(new FormatException()));
    }

    [Fact]
    public void Constructor_OutOfRange_NamesTheArgument()
    {
        Assert.Throws<ArgumentOutOfRangeException>("maxNumberOfAttempts", () => new RetryPolicy(0, s_second));
        Assert.Throws<ArgumentOutOfRangeException>("firstRetryInterval", () => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>("backoffCoefficient", () => new RetryPolicy(1, s_second, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>("maxRetryInterval", () => new RetryPolicy(1, s_second, 1, s_half));
        Assert.Throws<ArgumentOutOfRangeException>("retryTimeout", () => new RetryPolicy(1, s_second, 1, null, s_half));
    }

    [Fact]
    public void Constructor_InfiniteIntervals_AreInRange()
    {
        var policy = new RetryPolicy(1, s_second, 1, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.MaxRetryInterval);
    }

    [Fact]
    public void HandleFailure_JudgesTheDetailsOfCoreFailures()
    {
        var policy = new RetryPolicy(3, s_second) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };

        Assert.True(policy.Handle(new TaskFailedException { FailureDetails = Details("System.TimeoutException") }));
        Assert.False(policy.Handle(new TaskFailedException { FailureDetails = Details("System.FormatException") }));
        Assert.True(policy.Handle(new SubOrchestrationFailedException { FailureDetails = Details("System.TimeoutException") }));
    }

    [Fact]
    public void HandleFailure_AnythingElse_IsAnError()
    {
        var policy = new RetryPolicy(3, s_second) { HandleFailure = _ => true };

        Assert.Throws<InvalidOperationException>(() => policy.Handle(new TaskFailedException()));
        Assert.Throws<InvalidOperationException>(() => policy.Handle(new TimeoutException()));
    }

    private static FailureDetails Details(string type) => new(type, "m", null, null, false);
}
