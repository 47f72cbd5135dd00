using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Hands an entity trigger to the entity. Only the Functions host makes one, so in an app that runs without that host
/// none exists; <c>run</c> is where the host's batch of operations goes.
/// </summary>
public sealed class TaskEntityDispatcher
{
    private readonly IServiceProvider _services;
    private readonly Func<ITaskEntity, Task> _run;

    internal TaskEntityDispatcher(IServiceProvider services, Func<ITaskEntity, Task> run)
    {
        _services = services;
        _run = run;
    }

    public Task DispatchAsync(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return _run(entity);
    }

    /// <summary>An entity is taken from the services or created with them; any other type is taken to be the state.</summary>
    public Task DispatchAsync<T>() => DispatchAsync(
        typeof(ITaskEntity).IsAssignableFrom(typeof(T))
            ? (ITaskEntity)ActivatorUtilities.GetServiceOrCreateInstance<T>(_services)!
            : new StateEntity<T>());

    public Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return DispatchAsync(new HandlerEntity(handler));
    }

    private sealed class StateEntity<T> : TaskEntity<T>
    {
        protected override bool AllowStateDispatch => true;
    }

    private sealed class HandlerEntity(Func<TaskEntityOperation, ValueTask<object?>> handler) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) => handler(operation);
    }
}
