using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>A function of the app: a method with a <c>[Function]</c> attribute.</summary>
internal sealed class FunctionMethod
{
    private readonly ObjectFactory? _factory;
    private readonly PropertyInfo? _result;

    public FunctionMethod(string name, FunctionKind kind, MethodInfo method, IReadOnlyList<ParameterSource> sources)
    {
        Name = name;
        Kind = kind;
        Method = method;
        Sources = sources;

        // An entity's method may be static, because it only dispatches; the class is still created for its operations.
        _factory = method.IsStatic && kind is not FunctionKind.Entity ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);
        var returned = method.ReturnType;
        if (returned.IsGenericType && returned.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)))
        {
            _result = typeof(Task<>).MakeGenericType(returned.GetGenericArguments()).GetProperty(nameof(Task<object>.Result));
        }
    }

    public string Name { get; }

    public FunctionKind Kind { get; }

    public MethodInfo Method { get; }

    /// <summary>Where each parameter's value comes from, in order.</summary>
    public IReadOnlyList<ParameterSource> Sources { get; }

    public Type DeclaringType => Method.DeclaringType!;

    /// <summary>The HTTP trigger's settings; null for other kinds.</summary>
    public HttpTriggerAttribute? Http { get; init; }

    /// <summary>The timer trigger's settings; null for other kinds.</summary>
    public TimerTriggerAttribute? Timer { get; init; }

    /// <summary>Creates the function's class with services of <paramref name="scope"/>.</summary>
    public object CreateInstance(IServiceProvider scope) => _factory!(scope, null);

    /// <summary>Calls the function and awaits what it returns. Runs on the calling synchronization context throughout.</summary>
    public async Task<object?> InvokeAsync(IServiceProvider scope, object?[] arguments)
    {
        var instance = Method.IsStatic ? null : _factory!(scope, null);
        var returned = Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        var task = returned switch
        {
            Task t => t,
            ValueTask v => v.AsTask(),
            null => null,
            _ when _result is not null => (Task)returned.GetType().GetMethod(nameof(ValueTask<object>.AsTask))!.Invoke(returned, null)!,
            _ => null,
        };
        if (task is null)
        {
            return returned;
        }

        await task;
        return _result?.GetValue(task);
    }
}
