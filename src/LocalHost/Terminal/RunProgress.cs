using System.Globalization;
using Spectre.Console;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>Shows how far a run is: a bar on a terminal, a line per step where nobody can see a bar move.</summary>
internal static class RunProgress
{
    static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    /// <summary>Shows the progress of some work until it ends.</summary>
    /// <param name="screen">Where to show it.</param>
    /// <param name="title">What is running, such as a date.</param>
    /// <param name="work">The work; it reports through the callback it is given.</param>
    public static Task<T> WatchAsync<T>(Screen screen, string title, Func<Action<ProgressReading>, Task<T>> work) =>
        screen.IsTerminal ? WithBarAsync(screen, title, work) : WithLinesAsync(screen, title, work);

    static Task<T> WithBarAsync<T>(Screen screen, string title, Func<Action<ProgressReading>, Task<T>> work) =>
        screen.Ansi.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async display =>
            {
                var bar = display.AddTask(Markup.Escape(title), maxValue: 1);
                bar.IsIndeterminate = true;
                var result = await work(reading =>
                {
                    if (reading.AppsTotal > 0)
                    {
                        bar.IsIndeterminate = false;
                        bar.MaxValue = reading.AppsTotal;
                        bar.Value = reading.AppsDone;
                    }

                    bar.Description = Markup.Escape($"{title}  {Describe(reading)}");
                });
                bar.IsIndeterminate = false;
                bar.Value = bar.MaxValue;
                return result;
            });

    static async Task<T> WithLinesAsync<T>(Screen screen, string title, Func<Action<ProgressReading>, Task<T>> work)
    {
        screen.Line($"{title}: started");
        var written = TimeProvider.System.GetTimestamp();
        string? phase = null;
        return await work(reading =>
        {
            if (reading.Phase == phase && TimeProvider.System.GetElapsedTime(written) < PlainInterval)
            {
                return;
            }

            phase = reading.Phase;
            written = TimeProvider.System.GetTimestamp();
            screen.Line($"{title}: {Describe(reading)}");
        });
    }

    static string Describe(ProgressReading reading)
    {
        var failures = reading.Failures == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {reading.Failures} failed");
        return reading.Phase switch
        {
            "apps" => string.Create(CultureInfo.InvariantCulture, $"{reading.AppsDone} of {reading.AppsTotal} apps, {reading.Rows:N0} rows{failures}"),
            "done" => string.Create(CultureInfo.InvariantCulture, $"done, {reading.AppsTotal} apps, {reading.Rows:N0} rows{failures}"),
            _ => reading.Phase,
        };
    }
}
