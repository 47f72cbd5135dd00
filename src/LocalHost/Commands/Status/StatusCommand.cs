using System.CommandLine;
using System.Globalization;
using AppleAnalytics.Catalog;
using AppleAnalytics.Coverage;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Runs;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>status</c>: where every table stands, from the lake alone.</summary>
internal static class StatusCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var command = new Command(
            "status",
            "Shows how every app and every table stands, what to do next, and how the last run ended. Reads the lake only (Lake__Root), so it works beside `serve` and needs no key.");
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var settings = LocalSettings.Load(context.WorkingDirectory);
        await using var services = LakeWork.Open(settings);
        var lake = services.GetRequiredService<ObjectStore>();
        var status = await services.GetRequiredService<LakeStatus>().ReadAsync(cancellation);
        var last = await lake.ReadJsonAsync<RunReport>(LakeLayout.LatestRunReport, cancellation);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var day = last is { } ran && ran.Date > today ? ran.Date : today;
        var apps = await services.GetRequiredService<AppStatuses>().ReadAsync(ReportsOptions.From(settings).Tables, day, cancellation);
        AppTable.Show(context.Output, apps);
        Show(context.Output, lake.Location, status, last);
        return ExitCodes.Success;
    }

    static void Show(Screen screen, string location, LakeStatusReport status, RunReport? last)
    {
        screen.Line($"Lake {location}, {Amounts.Count(status.Apps.Count)} apps known");
        var shown = new Table { Border = TableBorder.Simple };
        shown.AddColumn("table");
        foreach (var heading in new[] { "apps", "rows", "partitions", "size", "oldest date", "newest date", "unconfirmed", "unsettled", "parked" })
        {
            shown.AddColumn(new TableColumn(heading).RightAligned());
        }

        shown.AddColumn("last run");
        foreach (var table in status.Tables)
        {
            shown.AddRow(
                Markup.Escape(table.Table),
                Amounts.Count(table.Apps),
                Amounts.Count(table.Rows),
                Amounts.Count(table.Partitions),
                Amounts.Bytes(table.Bytes),
                Amounts.Date(table.OldestDate),
                Amounts.Date(table.NewestDate),
                Amounts.Count(table.Unconfirmed) + (table.UnconfirmedSince is { } since ? $" (since {Amounts.Date(since)})" : ""),
                Amounts.Count(table.Waiting),
                Amounts.Count(table.Parked),
                Markup.Escape(States(last, table.Table)));
        }

        screen.Table(shown);
        foreach (var pin in status.Pins)
        {
            screen.Line($"Pinned: {pin}");
        }

        if (last is null)
        {
            screen.Line("No run has ended yet.");
            return;
        }

        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Last run {last.RunId}: {Word(last.State)}, ended {last.EndedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC after {last.Seconds:0.#} s."));
        RunNotes.Show(screen, [last]);
    }

    /// <summary>Apps by state in the last run, such as <c>10 published, 2 waiting</c>.</summary>
    static string States(RunReport? last, string table) => last?.Tables.FirstOrDefault(t => t.Table == table) is { } ran
        ? string.Join(", ", ran.States.Select(s => $"{s.Value} {s.Key}"))
        : "-";

    static string Word(RunState state) => state.ToString().ToLowerInvariant();
}
