using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Timer-triggered functions. Their last runs are in the journal, so that a missed one is noticed.</summary>
internal sealed partial class DurableEngine
{
    private readonly List<Alarm> _alarms = [];

    /// <summary>To be called before <see cref="Start"/>.</summary>
    public void Add(ScheduledFunction function) => _alarms.Add(new Alarm(function));

    private void PrepareSchedules()
    {
        var now = Now();
        foreach (var alarm in _alarms)
        {
            var function = alarm.Function;
            if (!_state.Schedules.TryGetValue(function.Name, out var ran))
            {
                Commit([ran = new ScheduleRan(function.Name, now, now, First: true)]);
            }

            var next = function.Schedule.GetNextOccurrence(ran.Occurrence);
            alarm.IsPastDue = function.UseMonitor && next <= now;
            alarm.Next = alarm.IsPastDue || function.RunOnStartup ? now : function.Schedule.GetNextOccurrence(now);
        }
    }

    private DateTime? NextOccurrence() =>
        _alarms.Where(a => !a.IsRunning).Select(a => (DateTime?)a.Next).Min();

    private void RunDueSchedules(DateTime now)
    {
        foreach (var alarm in _alarms.Where(a => !a.IsRunning && a.Next <= now))
        {
            alarm.IsRunning = true;
            _running++;
            var ran = _state.Schedules[alarm.Function.Name];
            var occurrence = new ScheduleOccurrence(ran.First ? null : ran.Occurrence, alarm.Function.Schedule.GetNextOccurrence(now), alarm.IsPastDue);
            _ = Task.Run(() => RunScheduleAsync(alarm, alarm.Next, occurrence));
        }
    }

    private async Task RunScheduleAsync(Alarm alarm, DateTime due, ScheduleOccurrence occurrence)
    {
        var isRecorded = true;
        try
        {
            await alarm.Function.Run(occurrence, _stop.Token);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            isRecorded = false;
        }
#pragma warning disable CA1031 // As in Azure: a timer function that fails is logged and runs again at its next time.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogScheduleFailed(_logger, e, alarm.Function.Name);
        }

        _commands.Writer.TryWrite(new EngineCommand<bool>(() =>
        {
            _running--;
            var now = Now();
            alarm.IsRunning = false;
            alarm.IsPastDue = false;
            alarm.Next = alarm.Function.Schedule.GetNextOccurrence(now);
            if (isRecorded)
            {
                Commit([new ScheduleRan(alarm.Function.Name, due, now)]);
            }

            return isRecorded;
        }));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Timer function {Name} failed.")]
    private static partial void LogScheduleFailed(ILogger logger, Exception exception, string name);

    private sealed class Alarm(ScheduledFunction function)
    {
        public ScheduledFunction Function => function;

        public DateTime Next { get; set; }

        public bool IsPastDue { get; set; }

        public bool IsRunning { get; set; }
    }
}
