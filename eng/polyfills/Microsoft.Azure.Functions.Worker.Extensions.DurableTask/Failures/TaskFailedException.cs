using DurableTask.Core.Exceptions;

namespace Microsoft.DurableTask;

public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, ReasonOf(innerException)), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails!;
    }

    public string TaskName { get; }

    public int TaskId { get; }

    public TaskFailureDetails FailureDetails { get; }

    [Obsolete("Use the FailureDetails property and its IsCausedBy<T>() method")]
    public bool IsCausedByException<T>()
        where T : Exception => FailureDetails.ErrorType == typeof(T).FullName;

    private static string? ReasonOf(Exception? cause) =>
        (cause as OrchestrationException)?.FailureDetails?.ErrorMessage ?? cause?.Message;

    private static string Describe(string taskName, int taskId, string? reason)
    {
        var failed = $"Task '{taskName}' (#{taskId}) failed with an unhandled exception";
        return reason is null ? failed + "." : $"{failed}: {reason}";
    }
}
