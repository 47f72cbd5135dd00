using Microsoft.Extensions.Options;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>Turns an exception that reached the command line into one sentence and an exit code.</summary>
internal static class FailureMessage
{
    public static async Task<int> WriteAsync(Exception failure, TextWriter error, bool verbose)
    {
        var (sentence, exitCode) = failure switch
        {
            UserMistakeException mistake => (mistake.Message, ExitCodes.UserMistake),
            ConfigurationException mistake => (mistake.Message, ExitCodes.UserMistake),
            OptionsValidationException mistake => (string.Join(' ', mistake.Failures), ExitCodes.UserMistake),
            RunFailedException failed => (failed.Message, ExitCodes.Failure),
            OperationCanceledException => ("Interrupted; the same command takes up where it stopped.", ExitCodes.Interrupted),
            _ => ($"Unexpected {failure.GetType().Name}: {FirstLine(failure.Message)}{(verbose ? "" : " (run again with --verbose for details)")}", ExitCodes.Failure),
        };

        await error.WriteLineAsync(sentence);
        if (verbose && failure is not OperationCanceledException)
        {
            await error.WriteLineAsync(failure.ToString());
        }

        return exitCode;
    }

    static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
