using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class EntityTests
{
    internal sealed class Counter(Notes notes) : TaskEntity<int>
    {
        [Function(nameof(Counter))]
        public Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();

        public int Add(int amount)
        {
            notes.Add($"add {amount}");
            return State += amount;
        }

        public async Task<int> AddLater(int amount)
        {
            await Task.Yield();
            return State += amount;
        }

        public void AddAndFail(int amount, TaskEntityContext context)
        {
            State += amount;
            context.SignalEntity(new EntityInstanceId(nameof(Counter), "other"), nameof(Add), 1);
            context.ScheduleNewOrchestration(nameof(Functions.Note), "rolled back");
            throw new FailureTests.PassingException("not this time");
        }

        public void Tell(string key) => Context.SignalEntity(new EntityInstanceId(nameof(Counter), key), nameof(Add), State);

        public void TellLater(string key) => Context.SignalEntity(
            new EntityInstanceId(nameof(Counter), key), nameof(Add), State, new SignalEntityOptions { SignalTime = Sandbox.Epoch.AddHours(2) });

        public void StartNote(string text) => Context.ScheduleNewOrchestration(nameof(Functions.Note), text, new StartOrchestrationOptions("note-" + text));
    }

    internal sealed class Functions(Notes notes)
    {
        private static EntityInstanceId Id(string key) => new(nameof(Counter), key);

        [Function(nameof(CallThrice))]
        public async Task<int[]> CallThrice([OrchestrationTrigger] TaskOrchestrationContext context) =>
        [
            await context.Entities.CallEntityAsync<int>(Id("a"), "add", 1),
            await context.Entities.CallEntityAsync<int>(Id("a"), "ADDLATER", 10),
            await context.Entities.CallEntityAsync<int>(Id("a"), nameof(Counter.Add), 100),
        ];

        [Function(nameof(SignalMany))]
        public async Task<int> SignalMany([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            for (var i = 1; i <= 120; i++)
            {
                await context.Entities.SignalEntityAsync(Id("m"), nameof(Counter.Add), i);
            }

            return await context.Entities.CallEntityAsync<int>(Id("m"), nameof(Counter.Add), 0);
        }

        [Function(nameof(CallFailing))]
        public async Task<string> CallFailing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.Entities.CallEntityAsync(Id("f"), nameof(Counter.Add), 5);
            try
            {
                await context.Entities.CallEntityAsync(Id("f"), nameof(Counter.AddAndFail), 7);
                return "nothing";
            }
            catch (EntityOperationFailedException e)
            {
                var after = await context.Entities.CallEntityAsync<int>(Id("f"), nameof(Counter.Add), 0);
                return $"{e.EntityId} {e.OperationName} {e.FailureDetails.IsCausedBy<FailureTests.PassingException>()} {after}";
            }
        }

        [Function(nameof(CallMissing))]
        public async Task<string> CallMissing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.Entities.CallEntityAsync(new EntityInstanceId("Nobody", "x"), "do");
                return "nothing";
            }
            catch (EntityOperationFailedException e)
            {
                return e.FailureDetails.ErrorMessage;
            }
        }

        [Function(nameof(Lock))]
        public Task Lock([OrchestrationTrigger] TaskOrchestrationContext context) => context.Entities.LockEntitiesAsync(Id("a"));

        [Function(nameof(Note))]
        public void Note([OrchestrationTrigger] TaskOrchestrationContext context, string text) => notes.Add(text);
    }

    private static readonly EntityInstanceId s_a = new(nameof(Counter), "a");

    private static Task<Sandbox> StartAsync() => Sandbox.StartAsync(typeof(Functions), typeof(Counter));

    private static async Task<int?> StateAsync(Sandbox sandbox, string key) =>
        (await sandbox.Client.Entities.GetEntityAsync<int>(new EntityInstanceId(nameof(Counter), key)))?.State;

    [Fact]
    public async Task Calls_change_the_state_and_return_results()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(new[] { 1, 11, 111 }, await sandbox.RunAsync<int[]>(nameof(Functions.CallThrice)));
        Assert.Equal(111, await StateAsync(sandbox, "a"));
    }

    [Fact]
    public async Task Signals_are_executed_in_the_order_in_which_they_were_sent()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(7260, await sandbox.RunAsync<int>(nameof(Functions.SignalMany)));
        Assert.Equal(Enumerable.Range(1, 120).Append(0).Select(i => $"add {i}"), sandbox.Notes.Lines);
    }

    [Fact]
    public async Task An_operation_that_throws_leaves_neither_state_nor_messages_behind()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal("@counter@f AddAndFail True 5", await sandbox.RunAsync<string>(nameof(Functions.CallFailing)));
        await sandbox.Host.WhenIdleAsync();
        Assert.Null(await StateAsync(sandbox, "other"));
        Assert.DoesNotContain("rolled back", sandbox.Notes.Lines);
    }

    [Fact]
    public async Task A_signal_from_a_client_is_executed_and_one_for_later_waits()
    {
        await using var sandbox = await StartAsync();
        sandbox.Clock.Horizon = Sandbox.Epoch;
        await sandbox.Client.Entities.SignalEntityAsync(s_a, nameof(Counter.Add), 1, new SignalEntityOptions { SignalTime = Sandbox.Epoch.AddHours(1) });
        await sandbox.Client.Entities.SignalEntityAsync(s_a, nameof(Counter.Add), 20);
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(20, await StateAsync(sandbox, "a"));
        sandbox.Clock.Advance(TimeSpan.FromHours(1));
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(21, await StateAsync(sandbox, "a"));
    }

    [Fact]
    public async Task Entities_signal_each_other_and_start_orchestrations()
    {
        await using var sandbox = await StartAsync();
        await sandbox.Client.Entities.SignalEntityAsync(s_a, nameof(Counter.Add), 3);
        await sandbox.Client.Entities.SignalEntityAsync(s_a, nameof(Counter.Tell), "b");
        await sandbox.Client.Entities.SignalEntityAsync(s_a, nameof(Counter.TellLater), "c");
        await sandbox.Client.Entities.SignalEntityAsync(s_a, nameof(Counter.StartNote), "hello");
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal((3, 3), (await StateAsync(sandbox, "b"), await StateAsync(sandbox, "c")));
        Assert.Equal(Sandbox.Epoch.AddHours(2), sandbox.Clock.GetUtcNow());
        Assert.Contains("hello", sandbox.Notes.Lines);
        Assert.NotNull(await sandbox.Client.GetInstanceAsync("note-hello"));
    }

    [Fact]
    public async Task Delete_removes_the_state_and_the_entity_is_not_found_any_more()
    {
        await using var sandbox = await StartAsync();
        await sandbox.Client.Entities.SignalEntityAsync(s_a, nameof(Counter.Add), 3);
        await sandbox.Client.Entities.SignalEntityAsync(s_a, "delete");
        await sandbox.Host.WhenIdleAsync();
        Assert.Null(await sandbox.Client.Entities.GetEntityAsync(s_a));
        Assert.Equal(1, (await sandbox.Client.Entities.CleanEntityStorageAsync(new CleanEntityStorageRequest { RemoveEmptyEntities = true })).EmptyEntitiesRemoved);
    }

    [Fact]
    public async Task Entities_are_listed_by_name_and_prefix_page_by_page()
    {
        await using var sandbox = await StartAsync();
        foreach (var key in new[] { "x1", "x2", "x3", "y1" })
        {
            await sandbox.Client.Entities.SignalEntityAsync(new EntityInstanceId(nameof(Counter), key), nameof(Counter.Add), 1);
        }

        await sandbox.Host.WhenIdleAsync();
        var pages = new List<string[]>();
        await foreach (var page in sandbox.Client.Entities.GetAllEntitiesAsync(new EntityQuery { InstanceIdStartsWith = "@Counter@x", PageSize = 2, IncludeState = true }).AsPages())
        {
            pages.Add([.. page.Values.Select(e => $"{e.Id.Key}={e.State.ReadAs<int>()}")]);
        }

        Assert.Equal([["x1=1", "x2=1"], ["x3=1"]], pages);
    }

    [Fact]
    public async Task A_call_of_an_entity_that_does_not_exist_fails_with_its_name()
    {
        await using var sandbox = await StartAsync();
        Assert.Contains("'nobody' does not exist", await sandbox.RunAsync<string>(nameof(Functions.CallMissing)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locks_are_refused_in_plain_words()
    {
        await using var sandbox = await StartAsync();
        var instance = await sandbox.RunAsync(nameof(Functions.Lock));
        Assert.Equal(typeof(NotSupportedException).FullName, instance.FailureDetails!.ErrorType);
        Assert.Contains("entity locks", instance.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }
}
