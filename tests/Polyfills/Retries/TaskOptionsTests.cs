using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Polyfills.Tests.Retries;

public sealed class TaskOptionsTests
{
    private static readonly RetryPolicy s_policy = new(2, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task RetryHandlers_OfBothKinds_BecomeOne()
    {
        RetryHandler handler = context => context.LastAttemptNumber < 2;
        var options = TaskOptions.FromRetryHandler(handler);
        var details = new TaskFailureDetails("t", "m", null, null, null);

        Assert.Null(options.Retry!.Policy);
        Assert.True(await options.Retry.Handler!(new RetryContext(null!, 1, details, default, default)));
        Assert.False(await options.Retry.Handler!(new RetryContext(null!, 2, details, default, default)));
        Assert.Same(s_policy, TaskOptions.FromRetryPolicy(s_policy).Retry!.Policy);
        Assert.Throws<ArgumentNullException>(() => new TaskRetryOptions((RetryPolicy)null!));
    }

    [Fact]
    public void WithInstanceId_KeepsEverythingElse()
    {
        var options = new TaskOptions(s_policy, new Dictionary<string, string> { ["a"] = "b" }) { Version = "2.0" };

        var child = options.WithInstanceId("run:1");

        Assert.Equal("run:1", child.InstanceId);
        Assert.Same(options.Retry, child.Retry);
        Assert.Equal("b", child.Tags!["a"]);
        Assert.Equal("2.0", child.Version!.Value.Version);
        Assert.Equal("run:1", new SubOrchestrationOptions((TaskOptions)child).InstanceId);
        Assert.Equal("run:2", new SubOrchestrationOptions((TaskOptions)child, "run:2").InstanceId);
    }

    [Fact]
    public void WithDedupeStatuses_KeepsTheOtherOptionsAndTheOriginal()
    {
        var options = new StartOrchestrationOptions("id", DateTimeOffset.UnixEpoch);

        var deduped = options.WithDedupeStatuses(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running);

        Assert.Equal(["Pending", "Running"], deduped.DedupeStatuses!);
        Assert.Equal("id", deduped.InstanceId);
        Assert.Equal(DateTimeOffset.UnixEpoch, deduped.StartAt);
        Assert.Null(options.DedupeStatuses);
        Assert.Empty(options.Tags);
        Assert.Equal(7, StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Count);
    }
}
