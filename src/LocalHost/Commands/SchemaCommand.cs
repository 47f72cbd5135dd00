using System.CommandLine;
using AppleAnalytics.Catalog;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.LocalHost.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>schema</c>: the tables a query engine sees against what they have to be.</summary>
internal static class SchemaCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var command = new Command(
            "schema",
            "Compares the tables in Athena, or the files of a lake that is read directly, with what they have to be, and says in words where they differ. Changes nothing; needs no Apple key.");
        command.SetAction((parsed, cancellation) => RunAsync(context(parsed), cancellation));
        return command;
    }

    static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        await using var services = LakeWork.Open(LocalSettings.Load(context.WorkingDirectory));
        var report = await services.GetRequiredService<SchemaCheck>().RunAsync(cancellation);
        Show(context.Output, report);
        return report.Agrees ? ExitCodes.Success : ExitCodes.Failure;
    }

    static void Show(Screen screen, SchemaReport report)
    {
        if (report.Tables.Count > 0)
        {
            var table = new Table { Border = TableBorder.Simple };
            foreach (var heading in new[] { "table", "columns", "partition keys", "stands" })
            {
                table.AddColumn(heading);
            }

            foreach (var entry in report.Tables)
            {
                table.AddRow(
                    Markup.Escape(entry.Table), Amounts.Count(entry.Columns.Count), string.Join(", ", entry.PartitionKeys.Select(k => k.Name)), Word(entry.State));
            }

            screen.Table(table);
        }

        foreach (var entry in report.Tables)
        {
            foreach (var difference in entry.Differences)
            {
                screen.Line($"{entry.Table}: {difference}.");
            }

            foreach (var note in entry.Notes)
            {
                screen.Line($"{entry.Table}: {note} (no query is wrong by it).");
            }
        }

        screen.Line(
            report.Problem ?? (report.Tables.Count == 0 ? "Nothing is published yet."
                : report.Agrees ? $"All {report.Tables.Count} tables are what they have to be."
                : "The next run mends what is missing or behind; another table of the same name has to be dropped or renamed by you, which leaves the data as they are."));
    }

    static string Word(SchemaState state) => state switch
    {
        SchemaState.Agrees => "agrees",
        SchemaState.Missing => "missing",
        SchemaState.Behind => "behind",
        _ => "another table",
    };
}
