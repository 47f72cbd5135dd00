using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class FailureTests
{
    public sealed class PassingException(string message, Exception? inner = null) : Exception(message, inner);

    internal sealed class Functions(Notes notes)
    {
        [Function(nameof(Fail))]
        public Task Fail([ActivityTrigger] string text)
        {
            notes.Add(text);
            throw new PassingException(text, new TimeoutException("inner"));
        }

        [Function(nameof(FailTwice))]
        public Task<string> FailTwice([ActivityTrigger] string text)
        {
            notes.Add(text);
            return notes.Count(text) <= 2 ? throw new PassingException(text) : Task.FromResult("third time");
        }

        [Function(nameof(Describe))]
        public async Task<string> Describe([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync(nameof(Fail), "no");
                return "nothing";
            }
            catch (TaskFailedException e)
            {
                var details = e.FailureDetails;
                return $"{e.TaskName} {e.TaskId} {details.ErrorType} {details.ErrorMessage} {details.InnerFailure?.ErrorType} {details.IsCausedBy<PassingException>()}";
            }
        }

        [Function(nameof(Unhandled))]
        public Task Unhandled([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(nameof(Fail), "no");

        [Function(nameof(Retry))]
        public async Task<string> Retry([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var began = context.CurrentUtcDateTime;
            var policy = new RetryPolicy(5, TimeSpan.FromSeconds(10), backoffCoefficient: 3);
            var result = await context.CallActivityAsync<string>(nameof(FailTwice), "try", TaskOptions.FromRetryPolicy(policy));
            return $"{result} after {context.CurrentUtcDateTime - began}";
        }

        [Function(nameof(RetryInVain))]
        public Task RetryInVain([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(
            nameof(Fail), "vain", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1))));

        [Function(nameof(RetryUntil))]
        public Task RetryUntil([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(
            nameof(Fail), "until", TaskOptions.FromRetryPolicy(new RetryPolicy(100, TimeSpan.FromMinutes(1), retryTimeout: TimeSpan.FromMinutes(3))));

        [Function(nameof(RetryFiltered))]
        public Task RetryFiltered([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(
            nameof(Fail),
            "filtered",
            TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = d => !d.IsCausedBy<PassingException>() }));

        [Function(nameof(RetryHandled))]
        public Task RetryHandled([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(
            nameof(Fail),
            "handled",
            TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromHours(retry.LastAttemptNumber), retry.CancellationToken);
                return retry.LastAttemptNumber < 4 && retry.LastFailure.IsCausedBy<PassingException>();
            }));

        [Function(nameof(Child))]
        public Task<int> Child([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            notes.Add("child");
            throw new PassingException("child");
        }

        [Function(nameof(RetryChild))]
        public async Task<string> RetryChild([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var options = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)) { HandleFailure = d => d.IsCausedBy<PassingException>() })
                .WithInstanceId("the-child");
            try
            {
                return await context.CallSubOrchestratorAsync<string>(nameof(Child), null, options);
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ErrorMessage;
            }
        }

        [Function(nameof(CallMissing))]
        public Task CallMissing([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(
            "Nowhere", null, TaskOptions.FromRetryPolicy(new RetryPolicy(9, TimeSpan.FromDays(1))));

        [Function(nameof(AwaitDelay))]
        public async Task AwaitDelay([OrchestrationTrigger] TaskOrchestrationContext context) => await notes.PassAsync("never");

        [Function(nameof(AwaitDelayBesideWork))]
        public async Task AwaitDelayBesideWork([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var work = context.CallActivityAsync(nameof(Fail), "x");
            await notes.PassAsync("never");
            await work;
        }

        [Function(nameof(CallFromElsewhere))]
        public async Task<string> CallFromElsewhere([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var error = "none";
            var thread = new Thread(() =>
            {
                try
                {
                    context.NewGuid();
                }
                catch (InvalidOperationException e)
                {
                    error = e.Message;
                }
            });
            thread.Start();
            thread.Join();
            await Task.CompletedTask;
            return error;
        }

        [Function(nameof(Cancelled))]
        public Task Cancelled([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromCanceled(new CancellationToken(canceled: true));
    }

    private const string IllegalAwait = "An invalid asynchronous invocation was detected.";

    [Fact]
    public async Task An_activitys_failure_shows_its_outermost_exception_only()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.Equal($"Fail 0 {typeof(PassingException)} no  True", await sandbox.RunAsync<string>(nameof(Functions.Describe)));
    }

    [Fact]
    public async Task An_unhandled_failure_fails_the_orchestration()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var instance = await sandbox.RunAsync(nameof(Functions.Unhandled));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, instance.FailureDetails!.ErrorType);
        Assert.Contains("no", instance.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_policy_waits_longer_every_time_and_gives_the_result()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.Equal("third time after 00:00:40", await sandbox.RunAsync<string>(nameof(Functions.Retry)));
    }

    [Theory]
    [InlineData(nameof(Functions.RetryInVain), "vain", 3)]
    [InlineData(nameof(Functions.RetryUntil), "until", 4)]
    [InlineData(nameof(Functions.RetryFiltered), "filtered", 1)]
    [InlineData(nameof(Functions.RetryHandled), "handled", 4)]
    public async Task Retrying_ends_when_the_options_say_so(string function, string text, int attempts)
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var instance = await sandbox.RunAsync(function);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal(attempts, sandbox.Notes.Count(text));
    }

    [Fact]
    public async Task A_sub_orchestration_is_retried_under_its_instance_id()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.Equal("child", await sandbox.RunAsync<string>(nameof(Functions.RetryChild)));
        Assert.Equal(3, sandbox.Notes.Count("child"));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await sandbox.Client.GetInstanceAsync("the-child"))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_call_of_a_function_that_does_not_exist_fails_at_once()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var instance = await sandbox.RunAsync(nameof(Functions.CallMissing));
        Assert.Contains("'Nowhere' does not exist", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(Sandbox.Epoch, sandbox.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Starting_an_orchestrator_that_does_not_exist_is_refused()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Client.ScheduleNewOrchestrationInstanceAsync("Nowhere", CancellationToken.None));
        Assert.Contains("'Nowhere'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Functions.AwaitDelay))]
    [InlineData(nameof(Functions.AwaitDelayBesideWork))]
    public async Task Awaiting_something_that_is_not_durable_fails_as_in_Azure(string function)
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var instance = await sandbox.RunAsync(function);
        Assert.StartsWith(IllegalAwait, instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(typeof(InvalidOperationException).FullName, instance.FailureDetails.ErrorType);
    }

    [Fact]
    public async Task A_context_call_from_another_thread_fails_as_in_Azure()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.StartsWith(IllegalAwait, await sandbox.RunAsync<string>(nameof(Functions.CallFromElsewhere)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_orchestrator_has_failed()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var instance = await sandbox.RunAsync(nameof(Functions.Cancelled));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
    }
}
