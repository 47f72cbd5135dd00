using AppleAnalytics.LocalHost.Engine;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>The functions of the app, each invocation in its own service scope.</summary>
/// <param name="functions">The functions found.</param>
/// <param name="services">The app's services.</param>
internal sealed class FunctionCatalog(IReadOnlyList<FunctionMethod> functions, IServiceProvider services) : IFunctionCatalog
{
    private readonly Dictionary<(FunctionKind Kind, string Name), FunctionMethod> _functions =
        functions.ToDictionary(f => (f.Kind, f.Name.ToUpperInvariant()));

    public IReadOnlyList<FunctionMethod> Functions => functions;

    public bool HasOrchestrator(string name) => Find(FunctionKind.Orchestration, name) is not null;

    public bool HasEntity(string name) => Find(FunctionKind.Entity, name) is not null;

    public IOrchestratorInvocation BeginOrchestrator(string name) =>
        new OrchestratorInvocation(Find(FunctionKind.Orchestration, name)!, services.CreateAsyncScope());

    public IEntityInvocation BeginEntity(string name)
    {
        var scope = services.CreateAsyncScope();
        try
        {
            return new EntityInvocation((ITaskEntity)Find(FunctionKind.Entity, name)!.CreateInstance(scope.ServiceProvider), scope);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    public async Task<string?> RunActivityAsync(ActivityInvocation activity, CancellationToken cancellation)
    {
        var function = Find(FunctionKind.Activity, activity.Name) ?? throw new MissingFunctionException(activity.Name);
        await using var scope = services.CreateAsyncScope();
        var result = await InvokeAsync(new LocalFunctionContext(function, scope.ServiceProvider, cancellation), (_, type) => Input(activity.Input, type));
        return WorkerJson.Write(result);
    }

    /// <summary>Runs a timer-triggered function.</summary>
    public async Task RunTimerAsync(FunctionMethod function, TimerInfo timer, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        await InvokeAsync(new LocalFunctionContext(function, scope.ServiceProvider, cancellation), (_, _) => timer);
    }

    /// <summary>Fills the parameters, asking <paramref name="bind"/> for what only the caller knows, and calls the function.</summary>
    public static Task<object?> InvokeAsync(
        LocalFunctionContext context, Func<ParameterSource, Type, object?> bind)
    {
        var (function, scope) = (context.Function, context.InstanceServices);
        var parameters = function.Method.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = function.Sources[i] switch
            {
                ParameterSource.FunctionContext => context,
                ParameterSource.CancellationToken => context.CancellationToken,
                ParameterSource.DurableClient => scope.GetRequiredService<DurableTaskClient>(),
                var source => bind(source, parameters[i].ParameterType),
            };
        }

        return function.InvokeAsync(scope, arguments);
    }

    /// <summary>The input for a parameter; the type's default when the caller gave none.</summary>
    private static object? Input(string? json, Type type) =>
        WorkerJson.Converter.Deserialize(json, type) ?? (type.IsValueType ? Activator.CreateInstance(type) : null);

    private FunctionMethod? Find(FunctionKind kind, string name) => _functions.GetValueOrDefault((kind, name.ToUpperInvariant()));

    private sealed class OrchestratorInvocation(FunctionMethod function, AsyncServiceScope scope) : IOrchestratorInvocation
    {
        public Task<object?> Start(TaskOrchestrationContext context, string? input) =>
            InvokeAsync(new LocalFunctionContext(function, scope.ServiceProvider, CancellationToken.None), (source, type) =>
                source is ParameterSource.Input ? Input(input, type) : context);

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }

    private sealed class EntityInvocation(ITaskEntity entity, AsyncServiceScope scope) : IEntityInvocation
    {
        public ITaskEntity Entity => entity;

        public async ValueTask DisposeAsync()
        {
            // What was created for the batch is not in the scope, so it is disposed of here.
            switch (entity)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }

            await scope.DisposeAsync();
        }
    }
}
