using System.CommandLine;
using System.CommandLine.Parsing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary><c>curate</c>: report files somebody downloaded, turned into the same partitions, offline.</summary>
internal static class CurateCommand
{
    public static Command Create(Func<ParseResult, CommandContext> context)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Report files as Apple sends them (.csv.gz), or unpacked; each is one delivery of one app.",
            Arity = ArgumentArity.OneOrMore,
        };
        var table = new Option<string>("--table")
        {
            Description = "The table the files belong to, such as downloads or purchases_detailed; docs/data-dictionary.md lists them all with Apple's report names.",
            HelpName = "TABLE",
            Required = true,
        };
        var output = new Option<string>("--out") { Description = "Folder of the lake to write to; created when missing.", HelpName = "DIR", Required = true };
        var processing = Options.Day(
            "--processing-date",
            "The day Apple made the files; of two deliveries that hold a date the later one wins. Default is the day after each file's newest date.");
        var command = new Command(
            "curate",
            "Turns report files you downloaded into typed partitions, offline: no account, no journal, the same checks as a run.")
        {
            files, table, output, processing,
        };
        command.SetAction((parsed, cancellation) => new Curate(context(parsed)).RunAsync(
            parsed.GetValue(files) ?? [], KnownTable(parsed.GetValue(table)!), parsed.GetValue(output)!, parsed.GetValue(processing), cancellation));
        return command;
    }

    static TableDefinition KnownTable(string name) =>
        ReportCatalogue.TryGet(name, out var table)
            ? table
            : throw new UserMistakeException($"There is no table '{name}' made of report files; known tables are {ReportCatalogue.KnownTables}.");
}
