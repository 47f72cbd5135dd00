using System.CommandLine;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Runs;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>backfill</c>: the work for a past range of metric dates.</summary>
internal static class BackfillCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var from = Options.Day("--from", "The first metric date wanted.", required: true);
        var to = Options.Day("--to", "The last metric date wanted.", required: true);
        var apps = Options.Apps();
        var tables = Options.Tables();
        var command = new Command(
            "backfill",
            "Brings in a past range of metric dates, as far as Apple still has them (35 days of daily instances), and says what cannot be had and why.")
        {
            from, to, apps, tables,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            context(parsed),
            parsed.GetValue(from)!.Value,
            parsed.GetValue(to)!.Value,
            parsed.GetValue(apps) ?? [],
            parsed.GetValue(tables) ?? [],
            cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, DateOnly from, DateOnly to, long[] apps, string[] tables, CancellationToken cancellation)
    {
        if (from > to)
        {
            throw new UserMistakeException($"--from {from:yyyy-MM-dd} is after --to {to:yyyy-MM-dd}; swap them.");
        }

        await using var host = await HostedApp.StartAsync(context, LocalSettings.Load(context.WorkingDirectory), cancellation);
        if (from > host.Today)
        {
            throw new UserMistakeException($"--from {from:yyyy-MM-dd} is in the future; there are no dates after {host.Today:yyyy-MM-dd}, UTC.");
        }

        var request = new RunRequest
        {
            RunId = RunIds.Backfill(from, to, apps, tables, snapshot: false),
            Kind = RunKind.Backfill,
            Date = host.Today,
            From = from,
            To = to,
            Apps = apps,
            Tables = tables,
        };
        return await host.RunToTheEndAsync(unfinished => unfinished.RunId == request.RunId, () => Task.FromResult(request), cancellation);
    }
}
