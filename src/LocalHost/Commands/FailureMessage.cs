using System.Globalization;
using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.Extensions.Options;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>Turns an exception that reached the command line into one sentence and an exit code.</summary>
internal static class FailureMessage
{
    /// <param name="failure">What happened.</param>
    /// <param name="error">Where the sentence goes.</param>
    /// <param name="verbose">Whether the whole failure follows it.</param>
    /// <param name="logFile">Where the whole failure is kept when it is unexpected; null when there is no log.</param>
    public static async Task<int> WriteAsync(Exception failure, TextWriter error, bool verbose, string? logFile)
    {
        var (sentence, exitCode) = failure switch
        {
            UserMistakeException or ConfigurationException => (failure.Message, ExitCodes.UserMistake),
            OptionsValidationException mistake => (string.Join(' ', mistake.Failures), ExitCodes.UserMistake),
            RunFailedException or LakeException or TransientLakeException or CatalogException or TransientCatalogException => (failure.Message, ExitCodes.Failure),
            OperationCanceledException => ("Interrupted; the same command takes up where it stopped.", ExitCodes.Interrupted),
            _ => ($"Unexpected {failure.GetType().Name}: {FirstLine(failure.Message)} {Details(failure, verbose, logFile)}", ExitCodes.Failure),
        };

        await error.WriteLineAsync(sentence.TrimEnd());
        if (verbose && failure is not OperationCanceledException)
        {
            await error.WriteLineAsync(failure.ToString());
        }

        return exitCode;
    }

    static string Details(Exception failure, bool verbose, string? logFile)
    {
        if (verbose)
        {
            return "";
        }

        if (logFile is null)
        {
            return "(--verbose shows the details)";
        }

        File.AppendAllText(logFile, string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss.fff} Critical    {failure}\n"));
        return $"(details are in {logFile})";
    }

    static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
