using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Calls and signals from an orchestrator to entities.</summary>
internal sealed class EntityFeature(ReplayContext context) : TaskOrchestrationEntityFeature
{
    public override async Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        WorkerJson.Read<TResult>((await Call(id, operationName, input)).Payload)!;

    public override Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        Call(id, operationName, input);

    public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        context.EnsureLegalAccess();
        _ = context.NewGuid(); // The official worker draws a request id here, so the GUIDs after it agree.
        context.Ledger.Send(Operation(HistoryKind.EntitySignaled, id, operationName, input) with { Due = options?.SignalTime?.UtcDateTime });
        return Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds) =>
        throw new NotSupportedException("The local host does not support entity locks (LockEntitiesAsync). Put what must happen together into one entity operation.");

    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        entityIds = null;
        return false;
    }

    private async Task<HistoryEntry> Call(EntityInstanceId id, string operationName, object? input)
    {
        context.EnsureLegalAccess();
        _ = context.NewGuid(); // See above.
        var answer = await context.Ledger.Call(Operation(HistoryKind.EntityCalled, id, operationName, input), CancellationToken.None, out _);
        return answer.Failure is { } failure ? throw new EntityOperationFailedException(id, operationName, failure.ToDetails()) : answer;
    }

    private HistoryEntry Operation(HistoryKind kind, EntityInstanceId id, string operationName, object? input)
    {
        if (id == default)
        {
            throw new ArgumentException("The entity id is empty.", nameof(id));
        }

        return new HistoryEntry(kind, context.CurrentUtcDateTime)
        {
            Name = operationName,
            Target = id.ToString(),
            Payload = context.NewPayload(input),
        };
    }
}
