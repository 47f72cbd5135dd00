using System.Reflection;

namespace Microsoft.DurableTask.Entities;

/// <summary>Finds the public method that an operation names, without regard to case, binds its parameters and calls it.</summary>
internal static class OperationMethod
{
    private const BindingFlags Candidates = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>False when the target has no such method; overloads are an <see cref="AmbiguousMatchException"/>.</summary>
    public static bool TryInvoke(TaskEntityOperation operation, object target, out object? result, out Type declared)
    {
        result = null;
        declared = typeof(void);
        if (target.GetType().GetMethod(operation.Name, Candidates) is not { } method)
        {
            return false;
        }

        result = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, Bind(operation, method), null);
        declared = method.ReturnType;
        return true;
    }

    // One parameter may be the context and one the input, in either order.
    private static object?[] Bind(TaskEntityOperation operation, MethodInfo method)
    {
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        ParameterInfo? context = null;
        ParameterInfo? input = null;
        foreach (var parameter in parameters)
        {
            if (parameter.ParameterType == typeof(TaskEntityContext))
            {
                Claim(ref context, parameter, "context", operation);
                arguments[parameter.Position] = operation.Context;
            }
            else
            {
                Claim(ref input, parameter, "input", operation);
                arguments[parameter.Position] = InputFor(parameter, operation);
            }
        }

        return arguments;
    }

    private static object? InputFor(ParameterInfo parameter, TaskEntityOperation operation)
    {
        if (operation.HasInput)
        {
            return operation.GetInput(parameter.ParameterType);
        }

        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException(
                $"Error dispatching {operation} to '{parameter.Member}'. The operation expected an input value for "
                + $"parameter '{parameter}', but no input was provided by the caller.");
    }

    private static void Claim(ref ParameterInfo? slot, ParameterInfo parameter, string role, TaskEntityOperation operation)
    {
        if (slot is not null)
        {
            throw new InvalidOperationException(
                $"Error dispatching {operation} to '{parameter.Member}'. Unable to bind {role} to '{parameter}', because "
                + $"it has already been bound to parameter '{slot}'. Remove the duplicate parameter.");
        }

        slot = parameter;
    }
}
