namespace Microsoft.DurableTask.Entities;

/// <summary>Waits for what an operation returned and, only when it succeeded, lets the caller store the state.</summary>
internal static class OperationResult
{
    public static async ValueTask<object?> CompleteAsync(object? returned, Type declared, Action storeState)
    {
        var value = returned;
        if (typeof(Task).IsAssignableFrom(declared))
        {
            value = await AwaitAsync((Task)returned!, IsGeneric(declared, typeof(Task<>)));
        }
        else if (declared == typeof(ValueTask))
        {
            await (ValueTask)returned!;
            value = null;
        }
        else if (IsGeneric(declared, typeof(ValueTask<>)))
        {
            var task = (Task)declared.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!;
            value = await AwaitAsync(task, hasResult: true);
        }

        storeState();
        return value;
    }

    // The base type may be a state machine's own subclass of Task<T>, so the result is read by name.
    private static async Task<object?> AwaitAsync(Task task, bool hasResult)
    {
        await task;
        return hasResult ? task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task) : null;
    }

    private static bool IsGeneric(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
