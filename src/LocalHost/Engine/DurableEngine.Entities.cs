using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Batches of entity operations.</summary>
internal sealed partial class DurableEngine
{
    private const int MaxBatch = 50;

    private async Task RunEntitiesAsync()
    {
        for (var count = _state.ReadyEntities.Count; count > 0 && _state.ReadyEntities.TryTake(out var id); count--)
        {
            if (_state.Entities.TryGetValue(id, out var entity))
            {
                var batch = entity.Inbox.Where(m => m.Due is null).Take(MaxBatch).ToList();
                if (batch.Count > 0)
                {
                    await RunBatchAsync(entity, batch);
                }
            }
        }
    }

    private async Task RunBatchAsync(EntityState entity, List<OperationMessage> operations)
    {
        var now = Now();
        var id = EntityInstanceId.FromString(entity.Id);
        var batch = new EntityBatch(id, entity.State);
        var outcomes = _functions.HasEntity(id.Name)
            ? await ExecuteAsync(batch, id, operations)
            : operations.ConvertAll(_ => new OperationOutcome(null, Failure.MissingFunction("entity", id.Name)));

        List<Change> changes = [new EntityTurned(entity.Id, now, operations.ConvertAll(o => o.Id)) { State = batch.State.Committed }];
        for (var i = 0; i < operations.Count; i++)
        {
            if (outcomes[i].Failure is { } failure)
            {
                LogOperationFailed(_logger, operations[i].Operation, entity.Id, failure.Type, failure.Message);
            }

            if (operations[i].Caller is { } caller)
            {
                var kind = outcomes[i].Failure is null ? HistoryKind.EntityCompleted : HistoryKind.EntityFailed;
                var answer = new HistoryEntry(kind, now) { Task = caller.Task, Payload = outcomes[i].Result, Failure = outcomes[i].Failure };
                changes.Add(new Delivered(caller.Instance, caller.Execution, new Message(NextMessage(), answer)));
            }
        }

        foreach (var signal in batch.Context.Signals)
        {
            changes.Add(new OperationSent(signal.Target, now, new OperationMessage(NextMessage(), signal.Operation, null, signal.Due) { Input = signal.Input }));
        }

        HashSet<string> started = new(StringComparer.Ordinal);
        foreach (var start in batch.Context.Starts)
        {
            if (!_functions.HasOrchestrator(start.Name) || !started.Add(start.Id) || (_state.Instances.TryGetValue(start.Id, out var other) && !other.IsTerminal))
            {
                LogStartDropped(_logger, entity.Id, start.Name, start.Id);
                continue;
            }

            changes.Add(new InstanceCreated(start.Id, start.Name, Guid.NewGuid().ToString("N"), NextMessage(), now)
            {
                Input = start.Input,
                StartAt = start.StartAt,
                Version = start.Version ?? _options.DefaultVersion,
            });
        }

        Commit(changes);
    }

    private async Task<List<OperationOutcome>> ExecuteAsync(EntityBatch batch, EntityInstanceId id, List<OperationMessage> operations)
    {
        List<OperationOutcome> outcomes = [];
        try
        {
            await using var invocation = _functions.BeginEntity(id.Name);
            foreach (var operation in operations)
            {
                outcomes.Add(await batch.RunAsync(invocation.Entity, operation));
            }
        }
#pragma warning disable CA1031 // An entity that cannot be created fails its operations, not the engine.
        catch (Exception e)
#pragma warning restore CA1031
        {
            while (outcomes.Count < operations.Count)
            {
                outcomes.Add(new OperationOutcome(null, Failure.From(e)));
            }
        }

        return outcomes;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Operation {Operation} on entity {EntityId} failed and was rolled back: {ErrorType}: {ErrorMessage}")]
    private static partial void LogOperationFailed(ILogger logger, string operation, string entityId, string errorType, string errorMessage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entity {EntityId} wanted to start {Name} as {InstanceId}, which does not exist or is running already.")]
    private static partial void LogStartDropped(ILogger logger, string entityId, string name, string instanceId);
}
