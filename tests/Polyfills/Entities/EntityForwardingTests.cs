using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AppleAnalytics.Polyfills.Tests.Fakes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Polyfills.Tests.Entities;

/// <summary>The overloads that only forward: an options argument never lands in the input.</summary>
public sealed class EntityForwardingTests
{
    private static readonly DateTimeOffset s_at = DateTimeOffset.Parse("2026-01-02T03:04:05Z", CultureInfo.InvariantCulture);

    [Fact]
    public void EntityContext_OptionsOverloads_HaveNoInput()
    {
        var context = new FakeEntityContext();

        context.SignalEntity(new EntityInstanceId("E", "k"), "op", new SignalEntityOptions { SignalTime = s_at });
        var id = context.ScheduleNewOrchestration("Run", new StartOrchestrationOptions("run-1"));

        Assert.Equal("run-1", id);
        Assert.Equal(["signal @e@k op input=null at=2026-01-02T03:04:05.0000000+00:00", "start Run input=null id=run-1"], context.Calls);
    }

    [Fact]
    public void SignalEntityOptions_ConvertFromATimeOrABoolean()
    {
        SignalEntityOptions timed = s_at;
        SignalEntityOptions? none = (bool?)false;
        SignalEntityOptions? plain = (bool?)true;

        Assert.Equal(s_at, timed.SignalTime);
        Assert.Null(none);
        Assert.Null(plain!.SignalTime);
    }

    [Fact]
    public async Task EntityFeature_OptionsOverloads_HaveNoInput()
    {
        var feature = new FakeEntityFeature();
        var id = new EntityInstanceId("E", "k");

        await feature.CallEntityAsync(id, "call", new CallEntityOptions());
        await feature.CallEntityAsync<int>(id, "ask", new CallEntityOptions());
        await feature.SignalEntityAsync(id, "signal", new SignalEntityOptions());
        await feature.LockEntitiesAsync(id);

        Assert.False(feature.InCriticalSection());
        Assert.Equal(["call null True", "ask null True", "signal null True", "lock @e@k"], feature.Calls);
    }

    [Fact]
    public void OrchestrationContext_WithoutEntities_SaysSo()
    {
        var error = Assert.Throws<NotSupportedException>(() => new FakeOrchestrationContext().Entities);
        Assert.Contains(nameof(FakeOrchestrationContext), error.Message, StringComparison.Ordinal);
    }

    private sealed class FakeEntityFeature : TaskOrchestrationEntityFeature
    {
        public List<string> Calls { get; } = [];

        public override Task<TResult> CallEntityAsync<TResult>(
            EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
        {
            Calls.Add($"{operationName} {input ?? "null"} {options is not null}");
            return Task.FromResult<TResult>(default!);
        }

        public override Task CallEntityAsync(
            EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
            CallEntityAsync<object>(id, operationName, input, options);

        public override Task SignalEntityAsync(
            EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
        {
            Calls.Add($"{operationName} {input ?? "null"} {options is not null}");
            return Task.CompletedTask;
        }

        public override Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds)
        {
            Calls.Add($"lock {string.Join(',', entityIds)}");
            return Task.FromResult<IAsyncDisposable>(null!);
        }

        public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
        {
            entityIds = null;
            return false;
        }
    }
}
