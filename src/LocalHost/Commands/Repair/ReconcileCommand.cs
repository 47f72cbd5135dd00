using System.CommandLine;
using AppleAnalytics.Curation;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>reconcile</c>: manifests made again from the partitions.</summary>
internal static class ReconcileCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var tables = Options.Tables("Tables, separated by commas. Default is every table.");
        var command = new Command(
            "reconcile",
            "Makes broken or missing manifests (state/manifests/) again from the partitions themselves; right ones stay as they are. Needs no key; works beside `serve`.")
        {
            tables,
        };
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), parsed.GetValue(tables) ?? [], cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, string[] tables, CancellationToken cancellation)
    {
        await using var services = LakeWork.Open(LocalSettings.Load(context.WorkingDirectory));
        var rebuilder = services.GetRequiredService<ManifestRebuilder>();
        var (manifests, rewritten, unreadable) = (0, 0, new List<string>());
        foreach (var table in tables.Length > 0 ? tables : [.. ReportCatalogue.All.Select(t => t.Name), ReportCatalogue.Reviews])
        {
            var outcome = await rebuilder.RunAsync(table, cancellation);
            manifests += outcome.Manifests;
            rewritten += outcome.Rewritten;
            unreadable.AddRange(outcome.Unreadable);
        }

        context.Output.Line($"{Amounts.Count(manifests)} manifests compared with their partitions, {Amounts.Count(rewritten)} written anew.");
        foreach (var key in unreadable)
        {
            context.Output.Line($"UNREADABLE {key}: `recurate` its date to make it again from raw/.");
        }

        return unreadable.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
