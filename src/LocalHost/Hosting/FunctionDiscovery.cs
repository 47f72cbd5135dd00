using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Finds the functions of an assembly, and refuses what the local host could not run as Azure would.</summary>
internal static class FunctionDiscovery
{
    /// <exception cref="NotSupportedException">A function uses something the local host does not support; the message names it.</exception>
    public static IReadOnlyList<FunctionMethod> Find(Assembly assembly, Func<Type, bool> include)
    {
        const BindingFlags methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var functions = assembly.GetTypes()
            .Where(include)
            .SelectMany(type => type.GetMethods(methods))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .Select(Describe)
            .OrderBy(function => function.Name, StringComparer.Ordinal)
            .ToList();
        var twice = functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? functions
            : throw new NotSupportedException($"Two functions have the name '{twice.Key}'; names must be unique, whatever their case.");
    }

    private static FunctionMethod Describe(MethodInfo method)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var parameters = method.GetParameters();
        var triggers = parameters.SelectMany(p => p.GetCustomAttributes<TriggerBindingAttribute>()).ToList();
        if (triggers.Count != 1)
        {
            throw Unsupported(name, $"it has {triggers.Count} triggers, and must have one");
        }

        var kind = triggers[0] switch
        {
            OrchestrationTriggerAttribute => FunctionKind.Orchestration,
            ActivityTriggerAttribute => FunctionKind.Activity,
            EntityTriggerAttribute => FunctionKind.Entity,
            HttpTriggerAttribute => FunctionKind.Http,
            TimerTriggerAttribute => FunctionKind.Timer,
            var other => throw Unsupported(name, $"its trigger, {other.GetType().Name}, is not one of orchestration, activity, entity, HTTP and timer"),
        };
        if (method.GetCustomAttributes().Any(a => a is OutputBindingAttribute) || method.ReturnParameter.GetCustomAttributes().Any(a => a is BindingAttribute))
        {
            throw Unsupported(name, "it has an output binding");
        }

        var sources = parameters.Select(p => Source(name, kind, p)).ToList();
        if (sources.Count(s => s is ParameterSource.Input) > 1)
        {
            throw Unsupported(name, "it has more than one input parameter");
        }

        if (kind is FunctionKind.Entity)
        {
            EntityRules.Check(name, method);
        }

        if (kind is FunctionKind.Http)
        {
            CheckResponse(name, method);
        }

        return new FunctionMethod((triggers[0] as EntityTriggerAttribute)?.EntityName ?? name, kind, method, sources)
        {
            Http = triggers[0] as HttpTriggerAttribute,
            Timer = triggers[0] as TimerTriggerAttribute,
        };
    }

    private static ParameterSource Source(string function, FunctionKind kind, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(TaskOrchestrationContext) && kind is FunctionKind.Orchestration)
        {
            return ParameterSource.OrchestrationContext;
        }

        if (type == typeof(FunctionContext))
        {
            return ParameterSource.FunctionContext;
        }

        if (type == typeof(CancellationToken) && kind is not FunctionKind.Orchestration)
        {
            return ParameterSource.CancellationToken;
        }

        if (parameter.IsDefined(typeof(DurableClientAttribute)) && kind is not FunctionKind.Orchestration)
        {
            return type == typeof(DurableTaskClient)
                ? ParameterSource.DurableClient
                : throw Unsupported(function, $"its parameter '{parameter.Name}' with [DurableClient] is not a DurableTaskClient");
        }

        ParameterSource? source = kind switch
        {
            FunctionKind.Activity when parameter.IsDefined(typeof(ActivityTriggerAttribute)) => ParameterSource.Input,
            FunctionKind.Orchestration when !parameter.GetCustomAttributes().Any(a => a is BindingAttribute) && type != typeof(CancellationToken) => ParameterSource.Input,
            FunctionKind.Entity when type == typeof(TaskEntityDispatcher) => ParameterSource.EntityDispatcher,
            FunctionKind.Timer when type == typeof(TimerInfo) => ParameterSource.TimerInfo,
            FunctionKind.Http when type == typeof(HttpRequest) => ParameterSource.HttpRequest,
            FunctionKind.Http when type == typeof(HttpRequestData) => ParameterSource.HttpRequestData,
            FunctionKind.Http when !parameter.GetCustomAttributes().Any() && RouteValues.CanRead(type) => ParameterSource.RouteValue,
            _ => null,
        };
        return source ?? throw Unsupported(function, $"its parameter '{parameter.Name}' of type {type.Name} cannot be bound");
    }

    private static void CheckResponse(string name, MethodInfo method)
    {
        var type = method.ReturnType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Task<>) || open == typeof(ValueTask<>)))
        {
            type = type.GetGenericArguments()[0];
        }

        if (!typeof(IResult).IsAssignableFrom(type) && !typeof(HttpResponseData).IsAssignableFrom(type))
        {
            throw Unsupported(name, $"it returns {type.Name}, and an HTTP function must return IResult or HttpResponseData");
        }
    }

    internal static NotSupportedException Unsupported(string function, string why) =>
        new($"The local host cannot run the function '{function}': {why}.");
}
