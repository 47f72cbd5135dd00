using AppleAnalytics.Polyfills.Tests.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Polyfills.Tests.Functions;

public sealed class TaskEntityDispatcherTests
{
    private readonly FakeEntityState _state = new();

    [Fact]
    public async Task DispatchAsync_EntityType_IsMadeWithTheServices()
    {
        using var services = new ServiceCollection().AddSingleton("hello").BuildServiceProvider();

        Assert.Equal("hello 5", await DispatchAsync(services, dispatcher => dispatcher.DispatchAsync<Greeter>()));
    }

    [Fact]
    public async Task DispatchAsync_RegisteredEntityType_IsTakenFromTheServices()
    {
        using var services = new ServiceCollection().AddSingleton(new Greeter("registered")).BuildServiceProvider();

        Assert.Equal("registered 5", await DispatchAsync(services, dispatcher => dispatcher.DispatchAsync<Greeter>()));
    }

    [Fact]
    public async Task DispatchAsync_AnyOtherType_IsTheState()
    {
        using var services = new ServiceCollection().BuildServiceProvider();

        Assert.Equal("plain 5", await DispatchAsync(services, dispatcher => dispatcher.DispatchAsync<PlainState>()));
        Assert.True(_state.HasState);
    }

    [Fact]
    public async Task DispatchAsync_InstanceOrHandler_IsCalled()
    {
        using var services = new ServiceCollection().BuildServiceProvider();

        Assert.Equal("given 5", await DispatchAsync(services, dispatcher => dispatcher.DispatchAsync(new Greeter("given"))));
        Assert.Equal(
            "Say",
            await DispatchAsync(services, dispatcher => dispatcher.DispatchAsync(operation => new ValueTask<object?>(operation.Name))));
    }

    private async Task<object?> DispatchAsync(IServiceProvider services, Func<TaskEntityDispatcher, Task> dispatch)
    {
        object? result = null;
        await dispatch(new TaskEntityDispatcher(
            services, async entity => result = await entity.RunAsync(new FakeEntityOperation("Say", "5", _state))));
        return result;
    }

    private sealed class Greeter(string word) : TaskEntity<int>
    {
        public string Say(int number) => $"{word} {number}";
    }

    private sealed class PlainState
    {
        public int Seen { get; set; }

        public string Say(int number) => $"plain {Seen = number}";
    }
}
