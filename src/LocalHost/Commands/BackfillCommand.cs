using System.CommandLine;
using System.CommandLine.Parsing;
using AppleAnalytics.Coverage;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>backfill</c>: the work for a past range of metric dates, or for the whole history by one-time snapshots.</summary>
internal static class BackfillCommand
{
    const int ShownGaps = 20;

    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var from = Options.Day("--from", "The first metric date wanted. Needed without --snapshot; with it, the default is Apple's first, 2024-01-01.");
        var to = Options.Day("--to", "The last metric date wanted. Needed without --snapshot; with it, the default is yesterday, UTC.");
        var apps = Options.Apps();
        var tables = Options.Tables();
        var snapshot = new Option<bool>("--snapshot") { Description = "Request Apple's one-time snapshot, which holds the whole history (once a month per app), and fill the dates that are absent. Default is false." };
        var replace = new Option<bool>("--replace") { Description = "With --snapshot: also replace dates of the range that are there, where the snapshot is newer, and print the sums before and after. Default is false." };
        var noWait = new Option<bool>("--no-wait") { Description = "With --snapshot: leave nothing behind that waits for Apple; run it again when Apple has made it. Default is false." };
        var command = new Command(
            "backfill",
            "Brings in a past range of metric dates, as far as Apple still has them (35 days of daily instances, or the whole history with --snapshot), tries parked deliveries once more, and says which dates are missing, why, and what can still bring them.")
        {
            from, to, apps, tables, snapshot, replace, noWait,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            context(parsed),
            new()
            {
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Apps = parsed.GetValue(apps) ?? [],
                Tables = parsed.GetValue(tables) ?? [],
                Snapshot = parsed.GetValue(snapshot),
                Replace = parsed.GetValue(replace),
                NoWait = parsed.GetValue(noWait),
            },
            cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, Wanted wanted, CancellationToken cancellation)
    {
        var (from, to) = (wanted.From, wanted.To);
        if (from > to)
        {
            throw new UserMistakeException($"--from {from:yyyy-MM-dd} is after --to {to:yyyy-MM-dd}; swap them.");
        }

        if (!wanted.Snapshot && (from is null || to is null))
        {
            throw new UserMistakeException("`backfill` needs --from and --to, or --snapshot for the whole history; `backfill --help` shows how.");
        }

        if (!wanted.Snapshot && (wanted.Replace || wanted.NoWait))
        {
            throw new UserMistakeException($"{(wanted.Replace ? "--replace" : "--no-wait")} is about snapshots; add --snapshot.");
        }

        await using var host = await HostedApp.StartAsync(context, LocalSettings.Load(context.WorkingDirectory), cancellation);
        if (from > host.Today)
        {
            throw new UserMistakeException($"--from {from:yyyy-MM-dd} is in the future; there are no dates after {host.Today:yyyy-MM-dd}, UTC.");
        }

        var request = RunRequests.Backfill(
            from ?? TableDefinition.FirstHistory, to ?? host.Today.AddDays(-1), wanted.Apps, wanted.Tables, wanted.Snapshot, host.Today, wanted.Replace, wanted.NoWait);
        return await host.RunToTheEndAsync(
            unfinished => unfinished.RunId == request.RunId, () => Task.FromResult(request), cancellation, report => Show(context.Output, request, report));
    }

    static void Show(Screen screen, RunRequest request, RunReport report)
    {
        ShowGaps(screen, report.Gaps);
        foreach (var sum in report.Replaced)
        {
            screen.Line(sum.Before == sum.After ? $"{sum.Measure}: {sum.Before:0.######}, unchanged" : $"{sum.Measure}: {sum.Before:0.######} before, {sum.After:0.######} after");
        }

        if (!request.Snapshot)
        {
            return;
        }

        var waiting = report.Apps.List.Where(a => a.Snapshot == SnapshotState.Waiting).ToList();
        var read = report.Apps.List.Count(a => a.Snapshot == SnapshotState.Read);
        if (read > 0)
        {
            screen.Line($"Snapshots of {Amounts.Count(read)} apps are read; Apple takes the next request a month after the last one.");
        }

        if (waiting.Count > 0)
        {
            var when = request.Date.AddDays(2);
            screen.Line(request.NoWait
                ? $"Snapshots of {Amounts.Count(waiting.Count)} apps: requested, run again. Apple makes them in one to two days, so run it again on {Amounts.Date(when)}."
                : $"Snapshots of {Amounts.Count(waiting.Count)} apps are requested; Apple makes them in one to two days. `serve` and every `run` read them when they are there; look again on {Amounts.Date(when)} with `status`.");
        }
    }

    static void ShowGaps(Screen screen, GapOutcome? gaps)
    {
        if (gaps is null)
        {
            return;
        }

        int Count(DateState state) => gaps.Dates.GetValueOrDefault(state);
        screen.Line(
            $"Dates of the range, over all apps and tables: {Amounts.Count(Count(DateState.Present))} present, {Amounts.Count(Count(DateState.HeaderOnly))} header only, "
            + $"{Amounts.Count(Count(DateState.UnderFloor))} with nothing to report, {Amounts.Count(Count(DateState.NotReady))} not ready yet, {Amounts.Count(Count(DateState.Missed))} missed.");
        var missed = gaps.Gaps.Where(g => g.State == DateState.Missed).ToList();
        foreach (var gap in missed.Take(ShownGaps))
        {
            screen.Line($"  {gap.Table}, app {gap.AppId}: {Amounts.Date(gap.From)}{(gap.To > gap.From ? $" to {Amounts.Date(gap.To)}" : "")} missed. {gap.WhatToDo}");
        }

        if (missed.Count > ShownGaps)
        {
            screen.Line($"  … and {Amounts.Count(missed.Count - ShownGaps)} more, in the run report.");
        }
    }

    /// <summary>What the command line asks for.</summary>
    sealed record Wanted
    {
        public DateOnly? From { get; init; }

        public DateOnly? To { get; init; }

        public IReadOnlyList<long> Apps { get; init; } = [];

        public IReadOnlyList<string> Tables { get; init; } = [];

        public bool Snapshot { get; init; }

        public bool Replace { get; init; }

        public bool NoWait { get; init; }
    }
}
