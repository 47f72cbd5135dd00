namespace DurableTask.Core.Exceptions;

public class SubOrchestrationFailedException : OrchestrationException
{
    public SubOrchestrationFailedException()
    {
    }

    public SubOrchestrationFailedException(string reason)
        : base(reason)
    {
    }

    public SubOrchestrationFailedException(string reason, Exception innerException)
        : base(reason, innerException)
    {
    }

    public SubOrchestrationFailedException(int eventId, int scheduleId, string name, string version, string reason, Exception cause)
        : base(eventId, reason, cause)
    {
        ScheduleId = scheduleId;
        Name = name;
        Version = version;
    }

    public int ScheduleId { get; set; }

    public string Name { get; set; } = null!;

    public string Version { get; set; } = null!;
}
