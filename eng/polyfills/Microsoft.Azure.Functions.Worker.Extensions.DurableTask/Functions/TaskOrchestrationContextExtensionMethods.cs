using Microsoft.Azure.Functions.Worker;

namespace Microsoft.DurableTask;

public static class TaskOrchestrationContextExtensionMethods
{
    /// <summary>Null for every context that the Functions host did not make, which here is every context.</summary>
    public static FunctionContext? GetFunctionContext(this TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return null;
    }
}
