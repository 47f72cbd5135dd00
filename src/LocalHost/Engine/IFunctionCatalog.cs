using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>The functions the engine can run. Names do not depend on case.</summary>
internal interface IFunctionCatalog
{
    bool HasOrchestrator(string name);

    bool HasEntity(string name);

    /// <summary>Prepares one turn of an orchestrator that exists. The caller disposes it after the turn.</summary>
    IOrchestratorInvocation BeginOrchestrator(string name);

    /// <summary>Prepares a batch of operations on an entity that exists. The caller disposes it after the batch.</summary>
    IEntityInvocation BeginEntity(string name);

    /// <summary>Runs an activity and gives its result as JSON.</summary>
    Task<string?> RunActivityAsync(ActivityInvocation activity, CancellationToken cancellation);
}

/// <summary>An orchestrator ready to run.</summary>
internal interface IOrchestratorInvocation : IAsyncDisposable
{
    /// <summary>Runs the orchestrator's code up to its first wait. The input is JSON.</summary>
    Task<object?> Start(TaskOrchestrationContext context, string? input);
}

/// <summary>An entity ready to execute operations.</summary>
internal interface IEntityInvocation : IAsyncDisposable
{
    ITaskEntity Entity { get; }
}

/// <summary>One call of an activity.</summary>
/// <param name="Name">The function.</param>
/// <param name="Instance">The orchestration that calls.</param>
/// <param name="Input">Input as JSON.</param>
internal sealed record ActivityInvocation(string Name, string Instance, string? Input);
