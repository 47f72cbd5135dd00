using System.CommandLine;
using System.Globalization;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>recurate</c>: partitions made again from raw, also as they were at an earlier processing date.</summary>
internal static class RecurateCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var from = Options.Day("--from", "The first metric date.", required: true);
        var to = Options.Day("--to", "The last metric date.", required: true);
        var asOf = Options.Day("--as-of", "Roll back: use no delivery that Apple made after this day. Sets a pin that holds until `unpin`. Default is the newest deliveries.");
        var reason = Options.Reason();
        var apps = Options.Apps("Apple identifiers of the apps, separated by commas. Default is every app that has landed.");
        var tables = Options.Tables("Tables, separated by commas. Default is every table that has landed.");
        var command = new Command(
            "recurate",
            "Makes the partitions of a range of metric dates again from raw/, under the pins in force. Needs no key; works beside `serve`. Reviews are not among them: their weekly reading mends them.")
        {
            from, to, asOf, reason, apps, tables,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            context(parsed),
            (parsed.GetValue(from)!.Value, parsed.GetValue(to)!.Value),
            parsed.GetValue(asOf),
            parsed.GetValue(reason) ?? "",
            parsed.GetValue(apps) ?? [],
            parsed.GetValue(tables) ?? [],
            cancellation));
        return command;
    }

    static async Task<int> RunAsync(
        CommandContext context, (DateOnly From, DateOnly To) dates, DateOnly? asOf, string reason, long[] apps, string[] tables, CancellationToken cancellation)
    {
        if (dates.From > dates.To)
        {
            throw new UserMistakeException($"--from {dates.From:yyyy-MM-dd} is after --to {dates.To:yyyy-MM-dd}; swap them.");
        }

        if (tables.Contains(ReportCatalogue.Reviews))
        {
            throw new UserMistakeException("Reviews are not made from deliveries; every run reads the newest and one a week all of them, which mends their partitions.");
        }

        if (asOf <= dates.From)
        {
            throw new UserMistakeException($"--as-of {asOf:yyyy-MM-dd} is not after --from {dates.From:yyyy-MM-dd}; a delivery holds only dates before the day it was made.");
        }

        await using var services = LakeWork.Open(LocalSettings.Load(context.WorkingDirectory));
        if (asOf is { } day)
        {
            await PinAsync(context, services.GetRequiredService<Pins>(), dates, day, reason, apps, tables, cancellation);
        }

        return await new Rebuilding(services, context.Output).RunAsync(tables, apps, dates.From, dates.To, cancellation);
    }

    static async Task PinAsync(
        CommandContext context, Pins pins, (DateOnly From, DateOnly To) dates, DateOnly asOf, string reason, long[] apps, string[] tables, CancellationToken cancellation)
    {
        foreach (var table in tables.Length == 0 ? [null] : tables.Cast<string?>())
        {
            var name = string.Create(
                CultureInfo.InvariantCulture,
                $"as-of-{asOf:yyyy-MM-dd}_{dates.From:yyyy-MM-dd}_{dates.To:yyyy-MM-dd}{(table is null ? "" : "_" + table)}{Apps(apps)}");
            var pin = new Pin { Name = name, Table = table, Apps = apps.Length == 0 ? null : apps, From = dates.From, To = dates.To, AsOf = asOf, Reason = reason };
            await pins.AddAsync(name, pin, cancellation);
            context.Output.Line($"Pinned {pin}");
        }
    }

    /// <summary>Few apps by their identifiers, many by a number that differs for other apps: a name has its bounds.</summary>
    static string Apps(long[] apps) => apps.Length switch
    {
        0 => "",
        <= 2 => "_" + string.Join('_', apps.Order()),
        _ => string.Create(CultureInfo.InvariantCulture, $"_{apps.Length}-apps-{apps.Order().Aggregate(17u, (hash, app) => (hash * 31) + (uint)app):x8}"),
    };
}
