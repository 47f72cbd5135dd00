using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class OrchestrationTests
{
    internal sealed record Sum(int Left, int Right);

    internal sealed class Functions(Notes notes)
    {
        [Function(nameof(Add))]
        public Task<int> Add([ActivityTrigger] Sum sum)
        {
            notes.Add($"{sum.Left}+{sum.Right}");
            return Task.FromResult(sum.Left + sum.Right);
        }

        [Function(nameof(AddUp))]
        public async Task<int> AddUp([OrchestrationTrigger] TaskOrchestrationContext context, int[] numbers)
        {
            var total = 0;
            foreach (var number in numbers)
            {
                total = await context.CallActivityAsync<int>(nameof(Add), new Sum(total, number));
            }

            return total;
        }

        [Function(nameof(FanOut))]
        public async Task<int[]> FanOut([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var count = context.GetInput<int>();
            return await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>(nameof(Add), new Sum(i, i))));
        }

        [Function(nameof(Parent))]
        public async Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var named = await context.CallSubOrchestratorAsync<string>(
                nameof(Child), "a", new SubOrchestrationOptions(instanceId: context.InstanceId + ":child"));
            var unnamed = await context.CallSubOrchestratorAsync<string>(nameof(Child), "b");
            return named + "|" + unnamed;
        }

        [Function(nameof(Child))]
        public string Child([OrchestrationTrigger] TaskOrchestrationContext context, string input) =>
            $"{input} of {context.Parent!.Name}/{context.Parent.InstanceId.Length} v{context.Version}";

        [Function(nameof(Times))]
        public async Task<TimeSpan[]> Times([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var began = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None);
            var afterFirst = context.CurrentUtcDateTime - began;
            await context.CreateTimer(began.AddDays(20), CancellationToken.None);
            return [afterFirst, context.CurrentUtcDateTime - began];
        }

        [Function(nameof(Race))]
        public async Task<string> Race([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var cancel = new CancellationTokenSource();
            var deadline = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            var work = context.CallActivityAsync<int>(nameof(Add), new Sum(1, 1));
            var won = await Task.WhenAny(deadline, work);
            cancel.Cancel(); // CancelAsync would leave the thread of the turn.
            return won == work ? $"work {await work} cancelled={deadline.IsCanceled}" : "deadline";
        }

        [Function(nameof(Guids))]
        public async Task<Guid[]> Guids([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var first = context.NewGuid();
            await context.CallActivityAsync<int>(nameof(Add), new Sum(0, 0));
            return [first, context.NewGuid(), context.NewGuid()];
        }

        [Function(nameof(Logging))]
        public async Task Logging([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            notes.Add("replaying " + context.IsReplaying);
            context.SetCustomStatus(new { Phase = "one" });
            await context.CallActivityAsync<int>(nameof(Add), new Sum(0, 0));
            notes.Add("after " + context.IsReplaying);
            context.SetCustomStatus(new { Phase = "two" });
        }

        [Function(nameof(CountDown))]
        public async Task<string> CountDown([OrchestrationTrigger] TaskOrchestrationContext context, int left)
        {
            await context.CallActivityAsync<int>(nameof(Add), new Sum(left, 0));
            if (left > 0)
            {
                context.ContinueAsNew(left - 1);
                return "not the result";
            }

            return "lift off";
        }

        [Function(nameof(Empty))]
        public Task Empty([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;
    }

    [Fact]
    public async Task Activities_are_called_one_after_the_other_and_only_once()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.Equal(15, await sandbox.RunAsync<int>(nameof(Functions.AddUp), new[] { 1, 2, 3, 4, 5 }));
        Assert.Equal(["0+1", "1+2", "3+3", "6+4", "10+5"], sandbox.Notes.Lines);
    }

    [Fact]
    public async Task A_fan_out_gives_its_results_in_the_order_of_the_calls()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => 2 * i), await sandbox.RunAsync<int[]>(nameof(Functions.FanOut), 60));
        Assert.Equal(60, sandbox.Notes.Lines.Count);
    }

    [Fact]
    public async Task Sub_orchestrations_know_their_parent_and_have_the_default_version()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var parent = await sandbox.RunAsync(nameof(Functions.Parent), id: "p-1");
        Assert.Equal("a of Parent/3 v1.0|b of Parent/3 v1.0", parent.ReadOutputAs<string>());
        var child = await sandbox.Client.GetInstanceAsync("p-1:child", getInputsAndOutputs: true);
        Assert.Equal("a", child!.ReadInputAs<string>());
    }

    [Fact]
    public async Task Timers_fire_at_their_time_on_a_virtual_clock()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.Equal([TimeSpan.FromHours(5), TimeSpan.FromDays(20)], await sandbox.RunAsync<TimeSpan[]>(nameof(Functions.Times)) ?? []);
        Assert.Equal(Sandbox.Epoch.AddDays(20), sandbox.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_cancelled_timer_neither_fires_nor_moves_the_clock()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        Assert.Equal("work 2 cancelled=True", await sandbox.RunAsync<string>(nameof(Functions.Race)));
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(Sandbox.Epoch, sandbox.Clock.GetUtcNow());
    }

    [Fact]
    public async Task NewGuid_gives_the_same_value_in_every_replay_and_another_at_every_call()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var guids = await sandbox.RunAsync<Guid[]>(nameof(Functions.Guids)) ?? [];
        Assert.Equal(3, guids.Distinct().Count());
        Assert.All(guids, g => Assert.Equal('5', g.ToString()[14]));
    }

    [Fact]
    public async Task IsReplaying_is_true_for_what_happened_in_an_earlier_turn_only()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var instance = await sandbox.RunAsync(nameof(Functions.Logging));
        Assert.Equal(["replaying False", "0+0", "replaying True", "after False"], sandbox.Notes.Lines);
        Assert.Equal("""{"Phase":"two"}""", instance.SerializedCustomStatus);
    }

    [Fact]
    public async Task ContinueAsNew_starts_over_with_the_new_input_under_the_same_id()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var instance = await sandbox.RunAsync(nameof(Functions.CountDown), 3, "countdown");
        Assert.Equal("lift off", instance.ReadOutputAs<string>());
        Assert.Equal(0, instance.ReadInputAs<int>());
        Assert.Equal(["3+0", "2+0", "1+0", "0+0"], sandbox.Notes.Lines);
    }

    [Fact]
    public async Task An_orchestration_without_result_completes_with_none()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        var instance = await sandbox.RunAsync(nameof(Functions.Empty));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Null(instance.SerializedOutput);
    }
}
