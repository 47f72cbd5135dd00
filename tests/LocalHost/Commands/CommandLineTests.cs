using AppleAnalytics.LocalHost.Commands;

namespace AppleAnalytics.LocalHost.Tests.Commands;

/// <summary>What is wrong before anything starts: one sentence on stderr, exit code 2.</summary>
public sealed class CommandLineTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("", "Say what to do")]
    [InlineData("fetch", "There is no verb 'fetch'")]
    [InlineData("run now", "does not take 'now'")]
    [InlineData("run --date 31.12.2026", "not a day; write it as YYYY-MM-DD")]
    [InlineData("run --date 2026-02-30", "not a day")]
    [InlineData("run --apps one", "not an Apple identifier")]
    [InlineData("run --tables downloads,foo", "no table 'foo'")]
    [InlineData("backfill --from 2026-01-01", "--to")]
    [InlineData("backfill --from 2026-02-02 --to 2026-01-01", "swap them")]
    [InlineData("backfill --from 2026-01-01 --to 2026-01-02 --replace", "--replace is about snapshots")]
    [InlineData("backfill --from 2026-01-01 --to 2026-01-02 --no-wait", "--no-wait is about snapshots")]
    [InlineData("requests", "There is no lake")]
    [InlineData("demo --apps 0", "from 1 to 500")]
    [InlineData("demo --days 100", "from 1 to 35")]
    [InlineData("demo --apps many", "many")]
    [InlineData("serve --port 70000", "from 0 to 65535")]
    [InlineData("serve --chaos", "add --simulate")]
    [InlineData("curate --table downloads --out x", "FILE")]
    [InlineData("curate 0.csv.gz --table reviews --out x", "no table 'reviews' made of report files")]
    [InlineData("curate 0.csv.gz --table downloads --out x", "There is no file")]
    public async Task RunAsync_WrongCommandLine_SaysSoInOneSentence(string commandLine, string expected)
    {
        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCodes.UserMistake, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("--help", "demo")]
    [InlineData("demo --help", "--seed")]
    [InlineData("serve --help", "--simulate")]
    [InlineData("serve --help", "--chaos")]
    [InlineData("run -h", "--date")]
    [InlineData("backfill --help", "--from")]
    [InlineData("backfill --help", "--snapshot")]
    [InlineData("requests --help", "--apps")]
    [InlineData("status --help", "status")]
    [InlineData("schema --help", "what they have to be")]
    [InlineData("quality --help", "Exit code 0 when")]
    [InlineData("curate --help", "--processing-date")]
    public async Task RunAsync_Help_ExplainsTheVerb(string commandLine, string expected)
    {
        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, commandLine.Split(' '));

        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Empty(error);
    }
}
