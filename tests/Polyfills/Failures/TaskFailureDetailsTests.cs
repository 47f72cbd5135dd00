using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;

namespace AppleAnalytics.Polyfills.Tests.Failures;

public sealed class TaskFailureDetailsTests
{
    [Fact]
    public void IsCausedBy_ResolvesTheTypeByNameAndAcceptsBaseTypes()
    {
        Assert.True(Of("System.TimeoutException").IsCausedBy<TimeoutException>());
        Assert.True(Of("System.TimeoutException").IsCausedBy<SystemException>());
        Assert.False(Of("System.TimeoutException").IsCausedBy<FormatException>());
        Assert.True(Of(typeof(TransientException).FullName!).IsCausedBy<TransientException>());
        Assert.True(Of(typeof(TransientException).FullName!).IsCausedBy<Exception>());
        Assert.True(Of("Xunit.Sdk.XunitException").IsCausedBy<Exception>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("No.Such.Exception")]
    public void IsCausedBy_TypeThatCannotBeFound_IsFalse(string type) => Assert.False(Of(type).IsCausedBy<Exception>());

    [Fact]
    public void IsCausedBy_LooksAtTheOutermostFailureOnly()
    {
        var details = new TaskFailureDetails("System.FormatException", "m", null, Of("System.TimeoutException"), null);
        Assert.False(details.IsCausedBy<TimeoutException>());
    }

    [Fact]
    public void IsCausedBy_NotAnExceptionType_IsAnArgumentError() =>
        Assert.Throws<ArgumentException>(() => Of("System.TimeoutException").IsCausedBy(typeof(string)));

    [Fact]
    public void FromException_KeepsTypesMessagesAndInnerFailures()
    {
        var details = TaskFailureDetails.FromException(new TransientException("outer", new TimeoutException("inner")));

        Assert.Equal(typeof(TransientException).ToString(), details.ErrorType);
        Assert.Equal("outer", details.ErrorMessage);
        Assert.Equal("System.TimeoutException", details.InnerFailure!.ErrorType);
        Assert.Null(details.InnerFailure.InnerFailure);
        Assert.Equal($"{typeof(TransientException)}: outer", details.ToString());
    }

    [Fact]
    public void FromException_CoreFailure_TakesItsDetails()
    {
        var inner = new FailureDetails("System.TimeoutException", "inner", null, null, false);
        var failed = new CoreTaskFailedException(0, 1, "Land", "", "m", new FormatException("cause"))
        {
            FailureDetails = new FailureDetails("My.Exception", "said", "at", inner, false, new Dictionary<string, object?> { ["k"] = 1 }),
        };

        var details = TaskFailureDetails.FromException(failed);

        Assert.Equal(("My.Exception", "said", "at"), (details.ErrorType, details.ErrorMessage, details.StackTrace));
        Assert.Equal("System.TimeoutException", details.InnerFailure!.ErrorType);
        Assert.Equal(1, details.Properties!["k"]);
        Assert.Equal("(unknown)", TaskFailureDetails.FromException(new CoreTaskFailedException("m")).ErrorType);
    }

    [Fact]
    public void FailedExceptions_SayTaskNumberAndReason()
    {
        Assert.Equal(
            "Task 'Land' (#3) failed with an unhandled exception: m",
            new TaskFailedException("Land", 3, Of("System.TimeoutException")).Message);

        var wrapped = new TaskFailedException("Land", 3, new TimeoutException("late"));
        Assert.Equal("Task 'Land' (#3) failed with an unhandled exception: late", wrapped.Message);
        Assert.Equal("System.TimeoutException", wrapped.FailureDetails.ErrorType);

        Assert.Equal(
            "Operation 'reserve' of entity '@quota@k' failed: m",
            new EntityOperationFailedException(new EntityInstanceId("Quota", "k"), "reserve", Of("t")).Message);
    }

    [Fact]
    public void CoreDetails_KnowTheirCauseAndCompareByContent()
    {
        var details = new FailureDetails("System.TimeoutException", "m", null, null, false);

        Assert.True(details.IsCausedBy<TimeoutException>());
        Assert.False(details.IsCausedBy<FormatException>());
        Assert.Equal("System.TimeoutException: m", details.ToString());
        Assert.Equal(details, new FailureDetails("System.TimeoutException", "m", null, null, true));
        Assert.NotEqual(details, new FailureDetails("System.TimeoutException", "other", null, null, false));
    }

    private static TaskFailureDetails Of(string type) => new(type, "m", null, null, null);

    private sealed class TransientException(string message, Exception? inner = null) : Exception(message, inner);
}
