using System.Diagnostics;
using System.Text.RegularExpressions;
using AppleAnalytics.LocalHost.Engine;
using AppleAnalytics.LocalHost.KillHost;

namespace AppleAnalytics.LocalHost.Tests.Engine;

/// <summary>A host in a process of its own, killed with SIGKILL in the middle of its work and started again.</summary>
public sealed partial class KillTests
{
    private const int Count = 60;

    [Fact]
    public async Task A_host_killed_again_and_again_finishes_with_every_operation_done_once()
    {
        using var directory = new TempDirectory();
        List<string> lines = [];
        HashSet<string> recorded = [];
        foreach (var killAfter in new[] { 1, 30 })
        {
            var run = await RunAndKillAsync(directory.Path, killAfter);
            AssertNoneBeginsAgain(run, recorded);
            lines.AddRange(run);
            var journal = await File.ReadAllTextAsync(Path.Combine(directory.Path, Journal.FileName));
            recorded.UnionWith(RecordedResult().Matches(journal).Select(m => m.Groups[1].Value));
        }

        using var last = Start(directory.Path);
        var rest = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        var rests = rest.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        AssertNoneBeginsAgain(rests, recorded);
        lines.AddRange(rests);

        // The sum of the numbers plus one per orchestration, by the orchestrations and by the entity alike.
        Assert.Equal($"total {(Count * (Count - 1) / 2) + Count}", lines[^1]);
        Assert.Equal(Count, lines.Where(l => l.StartsWith("end ", StringComparison.Ordinal)).Distinct().Count());
        Assert.NotEmpty(recorded);
    }

    [Fact]
    public async Task A_second_process_is_kept_out_in_one_sentence()
    {
        using var directory = new TempDirectory();
        await using var sandbox = await Sandbox.StartAsync(typeof(FailureTests.Functions));
        using var second = Start(sandbox.Directory);
        var message = await second.StandardError.ReadToEndAsync();
        await second.WaitForExitAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("in use by another process", message, StringComparison.Ordinal);
        Assert.Single(message.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void AssertNoneBeginsAgain(IEnumerable<string> lines, HashSet<string> recorded) =>
        Assert.DoesNotContain(lines, l => l.StartsWith("begin ", StringComparison.Ordinal) && recorded.Contains(l["begin ".Length..]));

    [GeneratedRegex("\"to\":\"one-(\\d+)\"[^\\n]{0,200}\"kind\":\"TaskCompleted\"")]
    private static partial Regex RecordedResult();

    [Fact]
    public async Task A_journal_that_cannot_grow_stops_the_host_in_one_sentence_and_the_next_one_goes_on()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // No size limits per process there.
        }

        using var directory = new TempDirectory();
        var host = $"'{typeof(FanOut).Assembly.Location}' '{directory.Path}' {Count}";
        using var full = Process.Start(new ProcessStartInfo("bash")
        {
            // A size limit instead of a full disk. (The runtime's own memory file would meet it too, hence the variable.)
            ArgumentList = { "-c", $"trap '' XFSZ; ulimit -f 40; export DOTNET_EnableWriteXorExecute=0; exec dotnet {host}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = full.StandardOutput.ReadToEndAsync();
        var message = await full.StandardError.ReadToEndAsync();
        await output;
        await full.WaitForExitAsync();
        Assert.Equal(1, full.ExitCode);
        Assert.Contains("could not be written", message, StringComparison.Ordinal);
        Assert.Contains("start it again", message, StringComparison.Ordinal);

        using var next = Start(directory.Path);
        var rest = await next.StandardOutput.ReadToEndAsync();
        Assert.EndsWith($"total {(Count * (Count - 1) / 2) + Count}\n", rest, StringComparison.Ordinal);
    }

    private static async Task<List<string>> RunAndKillAsync(string directory, int killAfter)
    {
        List<string> lines = [];
        using var process = Start(directory);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (lines.Count == killAfter)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        return lines;
    }

    private static Process Start(string directory) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(FanOut).Assembly.Location, directory, $"{Count}" },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
