using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Functions.Triggers;

/// <summary>Starts the run of the day; a schedule that was missed is caught up under the date it was meant for.</summary>
public sealed class DailyTimer(RunStarter starter, TimeProvider time)
{
    /// <summary>The timer.</summary>
    [Function(nameof(DailyTimer))]
    public Task RunAsync([TimerTrigger("%DailySchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var date = ScheduledDate(timer, time.GetUtcNow());
        return starter.StartAsync(client, RunRequests.Daily(date), again: false, cancellationToken);
    }

    /// <summary>The UTC date an invocation was scheduled for: the stored next occurrence where it has come, else today.</summary>
    internal static DateOnly ScheduledDate(TimerInfo timer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var next = timer.ScheduleStatus?.Next.ToUniversalTime() ?? default;
        var missed = timer.IsPastDue && next > now.UtcDateTime.AddDays(-ProcessingWindow.RetentionDays) && next <= now.UtcDateTime;
        return DateOnly.FromDateTime(missed ? next : now.UtcDateTime);
    }
}
