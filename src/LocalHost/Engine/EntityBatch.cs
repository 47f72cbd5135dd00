using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What an operation returned, as JSON, or why it failed.</summary>
internal sealed record OperationOutcome(string? Result, Failure? Failure);

/// <summary>A signal an entity sends.</summary>
internal sealed record EntitySignal(string Target, string Operation, string? Input, DateTime? Due);

/// <summary>An orchestration an entity starts.</summary>
internal sealed record EntityStart(string Id, string Name, string? Input, DateTime? StartAt, string? Version);

/// <summary>Operations on one entity, one after the other. Each happens wholly or, when it throws, not at all.</summary>
internal sealed class EntityBatch(EntityInstanceId id, string? state)
{
    public BatchState State { get; } = new(state);

    public BatchContext Context { get; } = new(id);

    public async Task<OperationOutcome> RunAsync(ITaskEntity entity, OperationMessage message)
    {
        try
        {
            var result = WorkerJson.Write(await entity.RunAsync(new Operation(this, message)));
            State.Commit();
            Context.Commit();
            return new OperationOutcome(result, null);
        }
#pragma warning disable CA1031 // The failure of an operation is its outcome, which its caller gets.
        catch (Exception e)
#pragma warning restore CA1031
        {
            State.RollBack();
            Context.RollBack();
            return new OperationOutcome(null, Failure.From(e));
        }
    }

    private sealed class Operation(EntityBatch batch, OperationMessage message) : TaskEntityOperation
    {
        public override string Name => message.Operation;

        public override TaskEntityContext Context => batch.Context;

        public override TaskEntityState State => batch.State;

        public override bool HasInput => message.Input is not null;

        public override object? GetInput(Type inputType) => WorkerJson.Converter.Deserialize(message.Input, inputType);
    }

    internal sealed class BatchState(string? committed) : TaskEntityState
    {
        private string? _current = committed;

        public string? Committed { get; private set; } = committed;

        public override bool HasState => _current is not null;

        public override object? GetState(Type type) => WorkerJson.Converter.Deserialize(_current, type);

        public override void SetState(object? state) => _current = WorkerJson.Write(state);

        public void Commit() => Committed = _current;

        public void RollBack() => _current = Committed;
    }

    internal sealed class BatchContext(EntityInstanceId id) : TaskEntityContext
    {
        private int _committedSignals;
        private int _committedStarts;

        public List<EntitySignal> Signals { get; } = [];

        public List<EntityStart> Starts { get; } = [];

        public override EntityInstanceId Id => id;

        public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
        {
            if (id == default)
            {
                throw new ArgumentException("The entity id is empty.", nameof(id));
            }

            Signals.Add(new EntitySignal(id.ToString(), operationName, WorkerJson.Write(input), options?.SignalTime?.UtcDateTime));
        }

        public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
        {
            var instance = options?.InstanceId ?? Guid.NewGuid().ToString("N");
            InstanceIds.Validate(instance);
            Starts.Add(new EntityStart(instance, name.Name, WorkerJson.Write(input), options?.StartAt?.UtcDateTime, options?.Version?.Version));
            return instance;
        }

        public void Commit() => (_committedSignals, _committedStarts) = (Signals.Count, Starts.Count);

        public void RollBack()
        {
            Signals.RemoveRange(_committedSignals, Signals.Count - _committedSignals);
            Starts.RemoveRange(_committedStarts, Starts.Count - _committedStarts);
        }
    }
}
