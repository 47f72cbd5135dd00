using System.CommandLine;
using System.CommandLine.Parsing;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>Says in one sentence what is wrong with a command line that does not parse.</summary>
internal static class ParseMistake
{
    public static string Describe(ParseResult result)
    {
        var verb = result.CommandResult.Command;
        var unmatched = result.UnmatchedTokens is [var first, ..] ? first : null;
        if (verb is RootCommand)
        {
            var verbs = string.Join(", ", verb.Subcommands.Select(c => c.Name));
            return unmatched is null
                ? $"Say what to do: {verbs}. Add --help to any of them for its options."
                : $"There is no verb '{unmatched}'; choose one of {verbs}.";
        }

        if (unmatched is not null)
        {
            return $"`{verb.Name}` does not take '{unmatched}'; `{verb.Name} --help` lists what it takes.";
        }

        if (result.Errors[0].SymbolResult is ArgumentResult { Tokens.Count: 0 } missing)
        {
            return $"`{verb.Name}` needs a {missing.Argument.Name}; `{verb.Name} --help` shows how.";
        }

        return result.Errors[0].Message.TrimEnd('.') + $"; `{verb.Name} --help` shows how.";
    }
}
