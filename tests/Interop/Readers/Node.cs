using System.ComponentModel;
using System.Diagnostics;

namespace AppleAnalytics.Readers;

/// <summary>Whether node and npm are on this machine.</summary>
static class Node
{
    static readonly Lazy<string?> Reason = new(() =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? null
        : !Runs("node") ? "needs node (20 or newer) on the PATH: DuckDB, hyparquet and Polars are read through it"
        : !Runs("npm") ? "needs npm on the PATH, to install DuckDB, hyparquet and Polars once"
        : null);

    /// <summary>Why tests that need node are skipped, or null when they run.</summary>
    public static string? ReasonToSkip => Reason.Value;

    static bool Runs(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
