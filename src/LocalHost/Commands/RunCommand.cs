using System.CommandLine;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Runs;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>run</c>: the daily work once, now.</summary>
internal static class RunCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var date = Options.Day("--date", "The day to act as. Default is today, UTC.");
        var apps = Options.Apps();
        var tables = Options.Tables();
        var command = new Command(
            "run",
            "Does the daily work once: finds what Apple has delivered, lands it, curates it and reports. A run that was killed is taken up where it stopped.")
        {
            date, apps, tables,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            context(parsed), parsed.GetValue(date), parsed.GetValue(apps) ?? [], parsed.GetValue(tables) ?? [], cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, DateOnly? date, long[] apps, string[] tables, CancellationToken cancellation)
    {
        await using var host = await HostedApp.StartAsync(context, LocalSettings.Load(context.WorkingDirectory), cancellation);
        if (date > host.Today)
        {
            throw new UserMistakeException($"--date {date:yyyy-MM-dd} is in the future; the newest day to act as is {host.Today:yyyy-MM-dd}, UTC.");
        }

        bool IsSame(RunRequest request) =>
            request.Kind == RunKind.OnDemand
            && (date is null || request.Date == date)
            && request.Apps.Order().SequenceEqual(apps.Order())
            && request.Tables.Order(StringComparer.Ordinal).SequenceEqual(tables.Order(StringComparer.Ordinal));

        return await host.RunToTheEndAsync(IsSame, () => host.NewOnDemandAsync(date ?? host.Today, apps, tables, cancellation), cancellation);
    }
}
