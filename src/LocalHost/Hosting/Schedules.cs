using System.Text.RegularExpressions;
using AppleAnalytics.LocalHost.Engine;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>Reads the schedules of timer-triggered functions.</summary>
internal static partial class Schedules
{
    /// <exception cref="InvalidOperationException">A setting is missing, or a schedule is not a six-field NCRONTAB expression.</exception>
    public static IReadOnlyList<(FunctionMethod Function, CrontabSchedule Schedule)> Parse(IEnumerable<FunctionMethod> functions, IConfiguration configuration) =>
        [.. functions.Where(f => f.Kind is FunctionKind.Timer).Select(f => (f, Parse(f, configuration)))];

    public static TimerInfo Info(ScheduleOccurrence occurrence) => new()
    {
        IsPastDue = occurrence.IsPastDue,
        ScheduleStatus = new ScheduleStatus
        {
            Last = occurrence.Last ?? default,
            Next = occurrence.Next,
            LastUpdated = occurrence.Last ?? default,
        },
    };

    private static CrontabSchedule Parse(FunctionMethod function, IConfiguration configuration)
    {
        var text = Setting().Replace(function.Timer!.Schedule, match =>
            configuration[match.Groups[1].Value] is { Length: > 0 } value
                ? value
                : throw new InvalidOperationException(
                    $"The timer function '{function.Name}' needs the setting '{match.Groups[1].Value}', a schedule of six fields such as '0 30 9 * * *' (UTC)."));
        return CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw new InvalidOperationException(
                $"The schedule '{text}' of the timer function '{function.Name}' is not an NCRONTAB expression of six fields (second minute hour day month weekday).");
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
