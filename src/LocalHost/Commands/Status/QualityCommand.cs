using System.CommandLine;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>quality</c>: what the audits said of the newest delivery of every app and table, from the lake alone.</summary>
internal static class QualityCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var tables = Options.Tables();
        var apps = Options.Apps();
        tables.Aliases.Add("--table");
        apps.Aliases.Add("--app");
        apps.Description = "Apple identifiers of the apps, separated by commas. Default is every app of the lake.";
        var details = new Option<bool>("--details")
        {
            Description = "Show the score of every dimension and every finding of each table of an app. Default when one app is named; else one line per app.",
        };
        var command = new Command(
            "quality",
            "Shows what the quality gate said of the newest delivery of every app and table: scores, findings, what was kept out. Reads the lake only. "
            + "Exit code 0 when nothing is likely wrong (warnings are), 1 when a figure is likely wrong or something was kept out.")
        {
            tables, apps, details,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            context(parsed), parsed.GetValue(tables) ?? [], parsed.GetValue(apps) ?? [], parsed.GetValue(details), cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, string[] tables, long[] apps, bool details, CancellationToken cancellation)
    {
        var settings = LocalSettings.Load(context.WorkingDirectory);
        await using var services = LakeWork.Open(settings);
        var chosen = (tables.Length > 0 ? tables : [.. ReportsOptions.From(settings).Tables]).Where(t => t != ReportCatalogue.Reviews).ToList();
        var latest = await services.GetRequiredService<LatestQuality>().ReadAsync(chosen, apps, cancellation);
        if (latest.Count == 0)
        {
            context.Output.Line("No delivery that fits has been audited yet.");
            return ExitCodes.Success;
        }

        var known = await services.GetRequiredService<AppDirectory>().ReadAsync(cancellation);
        QualityTable.Show(context.Output, latest, known, details || apps.Length == 1);
        return latest.SelectMany(r => r.Findings).All(f => f.Severity == QualitySeverity.Warning) ? ExitCodes.Success : ExitCodes.Failure;
    }
}
