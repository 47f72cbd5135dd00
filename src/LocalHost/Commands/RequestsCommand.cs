using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AppleAnalytics.Coverage;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>requests</c>: every app's report requests at Apple, from the registry's mirror in the lake.</summary>
internal static class RequestsCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var apps = Options.Apps();
        var command = new Command(
            "requests",
            "Shows every app's report requests at Apple: where they stand, since when, and what was counted. Reads the lake only, so it works beside `serve` and needs no key.")
        {
            apps,
        };
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), parsed.GetValue(apps) ?? [], cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, long[] apps, CancellationToken cancellation)
    {
        await using var services = LakeWork.Open(LocalSettings.Load(context.WorkingDirectory));
        var overview = await services.GetRequiredService<RequestOverviews>().ReadAsync(apps, DateTime.UtcNow, cancellation);
        Show(context.Output, overview);
        return ExitCodes.Success;
    }

    static void Show(Screen screen, RequestOverview overview)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in new[] { "app", "id", "access", "stands", "came", "first seen", "delivers since", "request" })
        {
            table.AddColumn(heading);
        }

        foreach (var entry in overview.Requests)
        {
            table.AddRow(
                Markup.Escape(entry.App),
                entry.AppId.ToString(CultureInfo.InvariantCulture),
                entry.AccessType == AccessType.Ongoing ? "ongoing" : "snapshot",
                Markup.Escape(Stands(entry)),
                entry.Origin is { } origin ? JsonWord.Of(origin) : "-",
                Day(entry.FirstSeen),
                Day(entry.FirstDelivered),
                entry.RequestId ?? "-");
        }

        screen.Table(table);
        foreach (var entry in overview.Requests.Where(e => e.Message.Length > 0))
        {
            screen.Line($"{entry.App} ({entry.AppId}): {entry.Message}");
        }

        var counters = overview.Counters;
        screen.Line(
            $"Since the first run: {Amounts.Count(counters.Created)} created, {Amounts.Count(counters.Adopted)} adopted, {Amounts.Count(counters.Recreated)} recreated, {Amounts.Count(counters.DuplicatesPrevented)} duplicates prevented.");
    }

    static string Stands(RequestEntry entry) => entry switch
    {
        { Read: not null, FirstDelivered: null } => "nothing came",
        { Read: not null } => "read",
        { Standing: RequestStanding.AgreementMissing } => "agreement missing",
        _ => JsonWord.Of(entry.Standing),
    };

    static string Day(DateTime? time) => Amounts.Date(time is { } known ? DateOnly.FromDateTime(known) : null);
}
