using System.CommandLine;
using AppleAnalytics.LocalHost.Terminal;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>
/// The command line: parses it, runs the verb, and turns whatever goes wrong into one sentence and an exit code.
/// </summary>
public static class CommandLine
{
    static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command line to its end.</summary>
    /// <param name="args">The arguments without the program's name.</param>
    /// <param name="output">Where results and help go.</param>
    /// <param name="error">Where the sentence about a failure goes.</param>
    /// <param name="workingDirectory">The directory relative paths start from.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, string workingDirectory)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(error);
        var verbose = new Option<bool>("--verbose")
        {
            Description = "Show logs and the full text of failures. Default is to keep them in the log file of the state directory.",
            Recursive = true,
        };
        CommandContext? context = null;
        CommandContext Context(ParseResult parsed) => context = new(new Screen(output), workingDirectory, parsed.GetValue(verbose));

        var root = new RootCommand(
            "Brings App Store Connect analytics into a Parquet lake. Start with `demo`: it needs no account and no configuration.")
        {
            DemoCommand.Create(Context),
            ServeCommand.Create(Context),
            RunCommand.Create(Context),
            BackfillCommand.Create(Context),
            StatusCommand.Create(Context),
            QualityCommand.Create(Context),
            RequestsCommand.Create(Context),
            SchemaCommand.Create(Context),
            CurateCommand.Create(Context),
            RecurateCommand.Create(Context),
            ExcludeCommand.Create(Context),
            UnpinCommand.Create(Context),
            ReleaseCommand.Create(Context),
            ReconcileCommand.Create(Context),
            ForgetCommand.Create(Context),
            HealthCommand.Create(Context),
            verbose,
        };

        var result = root.Parse(args);
        if (result.Errors.Count > 0 && result.Action?.ClearsParseErrors != true)
        {
            await error.WriteLineAsync(ParseMistake.Describe(result));
            return ExitCodes.UserMistake;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationTimeout,
                Output = output,
                Error = error,
            });
        }
        catch (Exception failure)
        {
            return await FailureMessage.WriteAsync(failure, error, result.GetValue(verbose), context?.LogFile);
        }
    }
}
