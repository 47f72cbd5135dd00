using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class EventTests
{
    internal sealed class Functions
    {
        [Function(nameof(Two))]
        public async Task<string> Two([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var first = await context.WaitForExternalEvent<int>("number");
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            var second = await context.WaitForExternalEvent<int>("NUMBER");
            return $"{first},{second}";
        }

        [Function(nameof(Timeout))]
        public async Task<string> Timeout([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                return await context.WaitForExternalEvent<string>("late", TimeSpan.FromHours(3));
            }
            catch (OperationCanceledException)
            {
                return "timed out";
            }
        }

        [Function(nameof(Abandon))]
        public async Task<string> Abandon([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var cancel = new CancellationTokenSource();
            var abandoned = context.WaitForExternalEvent<string>("go", cancel.Token);
            await context.WaitForExternalEvent<string>("first");
            cancel.Cancel();
            var waited = await context.WaitForExternalEvent<string>("go");
            return $"{waited} {abandoned.IsCanceled}";
        }

        [Function(nameof(BadContent))]
        public Task<int> BadContent([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<int>("number");

        [Function(nameof(Collect))]
        public async Task<List<string>?> Collect([OrchestrationTrigger] TaskOrchestrationContext context, List<string> seen)
        {
            seen.Add(await context.WaitForExternalEvent<string>("item"));
            if (seen.Count < 3)
            {
                context.ContinueAsNew(seen);
                return null;
            }

            return seen;
        }

        [Function(nameof(Sender))]
        public Task Sender([OrchestrationTrigger] TaskOrchestrationContext context, string to)
        {
            context.SendEvent(to, "number", 1);
            context.SendEvent(to, "number", 2);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Events_are_kept_until_they_are_waited_for_whatever_the_case_of_their_name()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var id = await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Two), CancellationToken.None);
        await sandbox.Client.RaiseEventAsync(id, "Number", 1);
        await sandbox.Client.RaiseEventAsync(id, "nUmBeR", 2);
        var instance = await sandbox.Client.WaitForInstanceCompletionAsync(id, true);
        Assert.Equal("1,2", instance.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiting_for_an_event_times_out_by_a_durable_timer()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.Equal("timed out", await sandbox.RunAsync<string>(nameof(Functions.Timeout)));
        Assert.Equal(Sandbox.Epoch.AddHours(3), sandbox.Clock.GetUtcNow());
    }

    [Fact]
    public async Task An_event_that_comes_in_time_ends_the_timer()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        sandbox.Clock.Horizon = Sandbox.Epoch;
        var id = await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Timeout), CancellationToken.None);
        await sandbox.Host.WhenIdleAsync();
        await sandbox.Client.RaiseEventAsync(id, "late", "just in time");
        var instance = await sandbox.Client.WaitForInstanceCompletionAsync(id, true);
        Assert.Equal("just in time", instance.ReadOutputAs<string>());
        sandbox.Clock.Horizon = DateTimeOffset.MaxValue;
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(Sandbox.Epoch, sandbox.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_cancelled_wait_does_not_take_the_event()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var id = await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Abandon), CancellationToken.None);
        await sandbox.Client.RaiseEventAsync(id, "first", "");
        await sandbox.Client.RaiseEventAsync(id, "go", "went");
        var instance = await sandbox.Client.WaitForInstanceCompletionAsync(id, true);
        Assert.Equal("went True", instance.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_of_the_wrong_type_fails_the_wait()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var id = await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.BadContent), CancellationToken.None);
        await sandbox.Client.RaiseEventAsync(id, "number", "text");
        var instance = await sandbox.Client.WaitForInstanceCompletionAsync(id, true);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
    }

    [Fact]
    public async Task ContinueAsNew_hands_unprocessed_events_on()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var id = await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(Functions.Collect), new List<string>(), new StartOrchestrationOptions("c") { StartAt = Sandbox.Epoch.AddHours(1) });
        foreach (var item in new[] { "a", "b", "c" })
        {
            await sandbox.Client.RaiseEventAsync(id, "item", item);
        }

        var instance = await sandbox.Client.WaitForInstanceCompletionAsync(id, true);
        Assert.Equal(["a", "b", "c"], instance.ReadOutputAs<List<string>>() ?? []);
    }

    [Fact]
    public async Task One_orchestration_sends_events_to_another()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Two), null, new StartOrchestrationOptions("receiver"));
        await sandbox.RunAsync(nameof(Functions.Sender), "receiver");
        var instance = await sandbox.Client.WaitForInstanceCompletionAsync("receiver", true);
        Assert.Equal("1,2", instance.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Raising_an_event_for_nobody_is_refused()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Client.RaiseEventAsync("nobody", "x", 1));
    }
}
