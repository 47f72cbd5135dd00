using NCrontab;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>A timer-triggered function.</summary>
/// <param name="Name">Name of the function.</param>
/// <param name="Schedule">When it runs, UTC.</param>
/// <param name="UseMonitor">True when an occurrence missed while the host was down is made up for.</param>
/// <param name="RunOnStartup">True when it also runs whenever the host starts.</param>
/// <param name="Run">Runs it.</param>
internal sealed record ScheduledFunction(
    string Name, CrontabSchedule Schedule, bool UseMonitor, bool RunOnStartup, Func<ScheduleOccurrence, CancellationToken, Task> Run);

/// <summary>One run of a timer-triggered function.</summary>
/// <param name="Last">When it ran last, UTC; null when it never did.</param>
/// <param name="Next">When it runs next, UTC.</param>
/// <param name="IsPastDue">True when it should have run earlier.</param>
internal sealed record ScheduleOccurrence(DateTime? Last, DateTime Next, bool IsPastDue);
