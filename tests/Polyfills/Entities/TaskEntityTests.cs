using System.Reflection;
using AppleAnalytics.Polyfills.Tests.Fakes;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Polyfills.Tests.Entities;

public sealed class TaskEntityTests
{
    private readonly FakeEntityState _state = new();

    [Theory]
    [InlineData("Add")]
    [InlineData("add")]
    [InlineData("ADD")]
    public async Task RunAsync_OperationNameInAnyCase_CallsTheMethodAndStoresTheState(string operation)
    {
        Assert.Equal(5, await RunAsync<Account>(operation, "5"));
        Assert.Equal(12, await RunAsync<Account>(operation, "7"));
        Assert.Equal("""{"Total":12}""", _state.Json);
    }

    [Theory]
    [InlineData("AddTask", 5)]
    [InlineData("AddValueTask", 5)]
    [InlineData("AddSlowly", 5)]
    [InlineData("PlainTask", null)]
    [InlineData("PlainValueTask", null)]
    [InlineData("PlainVoid", null)]
    public async Task RunAsync_AnyReturnType_IsAwaitedAndUnwrappedBeforeTheStateIsStored(string operation, int? expected)
    {
        Assert.Equal(expected, (int?)await RunAsync<Account>(operation, "5"));
        Assert.Equal("""{"Total":5}""", _state.Json);
    }

    [Fact]
    public async Task RunAsync_ContextParameter_IsBoundBesideTheInputInEitherOrder()
    {
        Assert.Equal("@reg@k 5", await RunAsync<Account>("contextFirst", "5"));
        Assert.Equal("@reg@k 5", await RunAsync<Account>("contextLast", "5"));
    }

    [Fact]
    public async Task RunAsync_MissingInput_TakesTheDefaultValueOrFails()
    {
        Assert.Equal(3, await RunAsync<Account>("addOrThree", null));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync<Account>("add", null));
        Assert.Contains("no input was provided", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TwoInputs_Fails() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync<Account>("twoInputs", "5"));

    [Fact]
    public async Task RunAsync_Overloads_AreAmbiguous() =>
        await Assert.ThrowsAsync<AmbiguousMatchException>(() => RunAsync<Account>("overloaded", "5"));

    [Fact]
    public async Task RunAsync_UnknownOperation_IsNotSupported()
    {
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => RunAsync<Account>("missing", "5"));
        Assert.Contains("reg/missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("failLater")]
    public async Task RunAsync_OperationThrows_TheErrorComesThroughAndTheStateIsNotStored(string operation)
    {
        await RunAsync<Account>("add", "5");
        var writes = _state.Writes;

        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync<Account>(operation, null));

        Assert.Equal(writes, _state.Writes);
        Assert.Equal("""{"Total":5}""", _state.Json);
    }

    [Fact]
    public async Task RunAsync_Delete_IsImpliedAndRemovesTheState()
    {
        await RunAsync<Account>("add", "5");
        Assert.Null(await RunAsync<Account>("DELETE", null));
        Assert.False(_state.HasState);
    }

    [Fact]
    public async Task RunAsync_OwnDelete_ReplacesTheImpliedOne()
    {
        Assert.Equal("kept", await RunAsync<Keeper>("delete", null));
        Assert.True(_state.HasState);
    }

    [Fact]
    public async Task RunAsync_StateSetToNull_RemovesTheState()
    {
        await RunAsync<Account>("add", "5");
        await RunAsync<Account>("close", null);
        Assert.False(_state.HasState);
    }

    [Fact]
    public async Task InitializeState_NullableState_StartsAtItsDefaultValue() =>
        Assert.Equal(1, await RunAsync<NullableCounter>("next", null));

    [Fact]
    public async Task RunAsync_StateDispatch_ReachesTheMethodsOfTheStateAndKeepsDelete()
    {
        Assert.Equal(5, await RunAsync<Shell>("add", "5"));
        Assert.Equal("""{"Total":5}""", _state.Json);
        await RunAsync<Shell>("delete", null);
        Assert.False(_state.HasState);
    }

    private async Task<object?> RunAsync<TEntity>(string operation, string? input)
        where TEntity : ITaskEntity, new() => await new TEntity().RunAsync(new FakeEntityOperation(operation, input, _state));

    private sealed class Sum
    {
        public int Total { get; set; }

        public int Add(int amount) => Total += amount;
    }

    private sealed class Shell : TaskEntity<Sum>
    {
        protected override bool AllowStateDispatch => true;
    }

    private sealed class Keeper : TaskEntity<int>
    {
        public string Delete() => "kept";
    }

    private sealed class NullableCounter : TaskEntity<int?>
    {
        public int? Next() => ++State;
    }

    private sealed class Account : TaskEntity<Sum>
    {
        public int Add(int amount) => State.Total += amount;

        public Task<int> AddTask(int amount) => Task.FromResult(Add(amount));

        public ValueTask<int> AddValueTask(int amount) => ValueTask.FromResult(Add(amount));

        public async Task<int> AddSlowly(int amount)
        {
            await Task.Yield();
            return Add(amount);
        }

        public Task PlainTask(int amount) => AddTask(amount);

        public async ValueTask PlainValueTask(int amount)
        {
            await Task.Yield();
            Add(amount);
        }

        public void PlainVoid(int amount) => Add(amount);

        public string ContextFirst(TaskEntityContext context, int amount) => $"{context.Id} {amount}";

        public string ContextLast(int amount, TaskEntityContext context) => $"{Context.Id} {amount}" + (context == Context ? "" : "?");

        public int AddOrThree(int amount = 3) => Add(amount);

        public int TwoInputs(int first, int second) => first + second;

        public int Overloaded(int amount) => amount;

        public string Overloaded(string text) => text;

        public int Fail()
        {
            State.Total = 99;
            throw new TimeoutException();
        }

        public async Task FailLater()
        {
            State.Total = 99;
            await Task.Yield();
            throw new TimeoutException();
        }

        public void Close() => State = null!;
    }
}
