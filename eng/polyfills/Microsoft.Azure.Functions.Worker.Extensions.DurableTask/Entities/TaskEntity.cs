namespace Microsoft.DurableTask.Entities;

public abstract class TaskEntity<TState> : ITaskEntity
{
    protected TaskEntity()
    {
    }

    /// <summary>Whether an operation without a method of its own may go to a method of the state.</summary>
    protected virtual bool AllowStateDispatch => false;

    protected TState State { get; set; } = default!;

    protected TaskEntityContext Context { get; private set; } = null!;

    public ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        State = operation.State.GetState(typeof(TState)) is { } stored ? (TState)stored : InitializeState(operation);

        if (OperationMethod.TryInvoke(operation, this, out var result, out var declared)
            || TryInvokeOnState(operation, out result, out declared))
        {
            // The state is read after the operation: it may have replaced it.
            return OperationResult.CompleteAsync(result, declared, () => operation.State.SetState(State));
        }

        // Implied only where neither the entity nor its state defines it.
        if (string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
        {
            operation.State.SetState(null);
            return ValueTask.FromResult<object?>(null);
        }

        throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
    }

    protected virtual TState InitializeState(TaskEntityOperation entityOperation)
    {
        // For a Nullable<T>, Activator.CreateInstance<TState>() would give null.
        var type = Nullable.GetUnderlyingType(typeof(TState));
        return type is null ? Activator.CreateInstance<TState>() : (TState)Activator.CreateInstance(type)!;
    }

    private bool TryInvokeOnState(TaskEntityOperation operation, out object? result, out Type declared)
    {
        if (!AllowStateDispatch)
        {
            result = null;
            declared = typeof(void);
            return false;
        }

        return State is { } state
            ? OperationMethod.TryInvoke(operation, state, out result, out declared)
            : throw new InvalidOperationException("Attempting to dispatch to state, but entity state is null.");
    }
}
