using System.Globalization;
using System.Text.RegularExpressions;
using AppleAnalytics.Readers;
using AppleAnalytics.Runs;

namespace AppleAnalytics.Interop.Tests.Infrastructure;

/// <summary>Azure's alert rules look for messages; these are the messages the app logs.</summary>
public sealed partial class AlertRulesTests
{
    [Theory]
    [InlineData(RunState.Failed, true)]
    [InlineData(RunState.Partial, true)]
    [InlineData(RunState.Succeeded, false)]
    public void A_failed_or_partial_run_is_told(RunState state, bool told) =>
        Assert.Equal(told, Regex.IsMatch(Ended(RunRequests.Daily(new(2026, 11, 20)).RunId, state), Pattern("run-failed")));

    [Theory]
    [InlineData(RunState.Failed, false)]
    [InlineData(RunState.Partial, true)]
    [InlineData(RunState.Succeeded, true)]
    public void A_daily_run_that_ended_is_completed(RunState state, bool completed)
    {
        Assert.Equal(completed, Regex.IsMatch(Ended(RunRequests.Daily(new(2026, 11, 20)).RunId, state), Pattern("no-daily-run")));
        Assert.DoesNotMatch(Pattern("no-daily-run"), Ended("run-2026-11-20-101500", state));
    }

    [Fact]
    public void What_the_watch_finds_is_told()
    {
        var prefix = StartsWith().Match(Rule("stale-data")).Groups[1].Value;
        Assert.NotEmpty(prefix);
        Assert.StartsWith(prefix, Template("src/Functions/Triggers/WatchTimer.cs", "Finding"), StringComparison.Ordinal);
    }

    static string Ended(string runId, RunState state) =>
        Template("src/Functions/Orchestrations/RunFlow.cs", "Failures")
            .Replace("{RunId}", runId, StringComparison.Ordinal)
            .Replace("{State}", state.ToString(), StringComparison.Ordinal)
            .Replace("{Rows}", 12.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{Failures}", "1", StringComparison.Ordinal);

    /// <summary>The text of the one message of a file that names a value.</summary>
    static string Template(string file, string value) =>
        Assert.Single(Message().Matches(File.ReadAllText(Path.Combine(NodePackages.RepositoryRoot, file))).Select(m => m.Groups[1].Value), t => t.Contains($"{{{value}}}", StringComparison.Ordinal));

    static string Pattern(string rule) => MatchesRegex().Match(Rule(rule)).Groups[1].Value is { Length: > 0 } pattern
        ? pattern
        : throw new InvalidOperationException($"Alert rule {rule} matches no pattern.");

    static string Rule(string name)
    {
        var text = File.ReadAllText(Path.Combine(InfrastructureScripts.Folder("bicep"), "modules", "alerts.bicep"));
        var start = text.IndexOf($"name: '{name}'", StringComparison.Ordinal);
        Assert.True(start > 0, $"There is no alert rule {name}.");
        return text[text.IndexOf("query: ", start, StringComparison.Ordinal)..].Split('\n')[0];
    }

    [GeneratedRegex("Message = \"([^\"]+)\"")]
    private static partial Regex Message();

    [GeneratedRegex("matches regex @\"([^\"]+)\"")]
    private static partial Regex MatchesRegex();

    [GeneratedRegex("startswith \"([^\"]+)\"")]
    private static partial Regex StartsWith();
}
