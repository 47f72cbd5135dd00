using System.Reflection;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>
/// What an entity must be like. The method with the trigger is never called here, so its class must be the entity itself; and
/// the operations must be ones that the official dispatch binds in the same way.
/// </summary>
internal static class EntityRules
{
    /// <exception cref="NotSupportedException">The entity breaks a rule; the message says which.</exception>
    public static void Check(string name, MethodInfo trigger)
    {
        var type = trigger.DeclaringType!;
        if (!typeof(ITaskEntity).IsAssignableFrom(type) || type.IsAbstract)
        {
            throw FunctionDiscovery.Unsupported(name, $"its class {type.Name} must itself be the entity (a TaskEntity<TState>), whose trigger method dispatches to it");
        }

        var operations = type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(m => m != trigger && !m.IsSpecialName && m.DeclaringType != typeof(object) && !IsFramework(m.DeclaringType!))
            .ToList();
        foreach (var operation in operations)
        {
            var inputs = operation.GetParameters().Where(p => p.ParameterType != typeof(TaskEntityContext)).ToList();
            if (inputs.Count > 1)
            {
                throw FunctionDiscovery.Unsupported(name, $"its operation '{operation.Name}' has {inputs.Count} inputs, and may have one besides a TaskEntityContext");
            }

            if (inputs.Exists(p => p.ParameterType == typeof(TaskEntityOperation) || p.ParameterType == typeof(CancellationToken)))
            {
                throw FunctionDiscovery.Unsupported(name, $"its operation '{operation.Name}' takes a {inputs[0].ParameterType.Name}, which would be taken for the input");
            }
        }

        var overloaded = operations.GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (overloaded is not null)
        {
            throw FunctionDiscovery.Unsupported(name, $"its operation '{overloaded.Key}' has overloads");
        }
    }

    private static bool IsFramework(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TaskEntity<>);
}
