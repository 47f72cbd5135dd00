using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppleAnalytics.Polyfills.Tests.Fakes;

/// <summary>Overrides what is abstract and nothing else; timers and events complete when the test says so.</summary>
internal sealed class FakeOrchestrationContext(ILoggerFactory? loggers = null) : TaskOrchestrationContext
{
    public List<string> Calls { get; } = [];

    public bool Replaying { get; set; }

    public TaskCompletionSource Timer { get; } = new();

    public TaskCompletionSource<string> Event { get; } = new();

    public override TaskName Name => "n";

    public override string InstanceId => "i";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime { get; } = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public override bool IsReplaying => Replaying;

    protected override ILoggerFactory LoggerFactory => loggers ?? NullLoggerFactory.Instance;

    public override T GetInput<T>() => default!;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Calls.Add($"activity<{typeof(TResult).Name}> {name} input={input ?? "null"} tags={options?.Tags?.Count}");
        return Task.FromResult<TResult>(default!);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Calls.Add($"timer {fireAt:s}");
        cancellationToken.Register(() =>
        {
            Calls.Add("timer cancelled");
            Timer.TrySetCanceled(CancellationToken.None);
        });
        return Timer.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        Calls.Add($"event {eventName}");
        cancellationToken.Register(() => Event.TrySetCanceled(cancellationToken));
        return (T)(object)await Event.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
    }

    public override void SetCustomStatus(object? customStatus)
    {
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        Calls.Add($"child<{typeof(TResult).Name}> {orchestratorName} input={input ?? "null"} tags={options?.Tags?.Count}");
        return Task.FromResult<TResult>(default!);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Calls.Add($"continue {newInput ?? "null"} {preserveUnprocessedEvents}");

    public override Guid NewGuid() => default;
}
