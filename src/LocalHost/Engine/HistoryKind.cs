namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What a line of an orchestration's history says happened.</summary>
internal enum HistoryKind
{
    /// <summary>A turn began; its time is what <c>CurrentUtcDateTime</c> returns until the next turn.</summary>
    OrchestratorStarted,
    ExecutionStarted,
    TaskScheduled,
    TaskCompleted,
    TaskFailed,
    TimerCreated,
    TimerFired,

    /// <summary>The orchestrator cancelled a timer, which therefore will not fire.</summary>
    TimerCancelled,
    SubOrchestrationCreated,
    SubOrchestrationCompleted,
    SubOrchestrationFailed,
    EventSent,
    EventRaised,
    EntityCalled,
    EntitySignaled,
    EntityCompleted,
    EntityFailed,
    ExecutionSuspended,
    ExecutionResumed,
    ExecutionTerminated,
    ExecutionCompleted,
}
