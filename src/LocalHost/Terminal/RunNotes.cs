using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>What a person should know of runs besides the numbers: who waits, what cannot be had, what changed, what failed.</summary>
internal static class RunNotes
{
    const int ShownFailures = 10;

    /// <summary>Shows it, or nothing when there is nothing to say.</summary>
    /// <param name="screen">Where to show it.</param>
    /// <param name="reports">The reports, oldest first; at least one.</param>
    public static void Show(Screen screen, IReadOnlyList<RunReport> reports)
    {
        var last = reports[^1];
        var waiting = last.Apps.List.Where(IsWaiting).ToList();
        if (waiting.Count > 0)
        {
            screen.Line($"Waiting for Apple's first data (24 to 48 hours after the first request): {string.Join(", ", waiting.Select(a => $"{a.Name} ({a.Id})"))}.");
        }

        foreach (var dates in last.Unavailable)
        {
            screen.Line($"{dates.Table}: {Amounts.Date(dates.From)} to {Amounts.Date(dates.To)} cannot be had. {dates.Reason}");
        }

        foreach (var drift in reports.SelectMany(r => r.Drift).Distinct())
        {
            screen.Line($"Columns changed: {drift}");
        }

        var failures = reports.SelectMany(r => r.Failures).Distinct().ToList();
        foreach (var failure in failures.Take(ShownFailures))
        {
            var where = string.Join(", ", new[] { failure.App, failure.Table }.Where(t => t.Length > 0));
            screen.Line($"FAILED {(where.Length > 0 ? where + ": " : "")}{failure.Message} {failure.WhatToDo}".TrimEnd());
        }

        if (failures.Count > ShownFailures)
        {
            screen.Line($"… and {Amounts.Count(failures.Count - ShownFailures)} more failures, all of them in {string.Join(" and ", reports.Where(r => r.Failures.Count > 0).Select(r => LakeLayout.RunReport(r.RunId)))}.");
        }
    }

    /// <summary>Whether Apple has made no report of the app yet; its reviews are there from the first day on.</summary>
    static bool IsWaiting(RunReportApp app)
    {
        var reports = app.Tables.Where(t => t.Key != ReportCatalogue.Reviews).ToList();
        return reports.Count > 0 && reports.TrueForAll(t => t.Value == TableState.Waiting);
    }
}
