using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AppleAnalytics.Functions.Orchestrations;
using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Architecture;

/// <summary>Holds what README and docs say to what is there.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void HttpApi_ListsEveryOperationAndNoOther()
    {
        var routes = typeof(AppleAnalyticsServices).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .SelectMany(t => t.Methods!.Select(m => $"{m.ToUpperInvariant()} /api/{t.Route}"));
        var documented = Operation().Matches(Read("docs/http-api.md")).Select(m => m.Groups[1].Value);
        Assert.Equal(routes.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Readme_EverySettingIsReadSomewhere()
    {
        var source = string.Concat(Repository.Sources("src").Select(File.ReadAllText));
        var settings = SettingsRow().Matches(Read("README.md")).SelectMany(row => Setting().Matches(row.Value)).Select(m => m.Groups[1].Value).ToList();
        Assert.True(settings.Count > 20, $"README.md lists {settings.Count} settings; the table was not found.");
        Assert.All(settings, setting => Assert.Contains(setting, source, StringComparison.Ordinal));
    }

    [Fact]
    public void Sample_SetsOnlyWhatTheReadmeOrTheHostKnows()
    {
        var readme = Read("README.md");
        var unknown = SampleValue().Matches(Read("local.settings.sample.json")).Select(m => m.Groups[1].Value)
            .Where(k => k is not ("FUNCTIONS_WORKER_RUNTIME" or "AzureWebJobsStorage") && !readme.Contains($"`{k}`", StringComparison.Ordinal));
        Assert.Empty(unknown);
    }

    [Fact]
    public void MonitorPage_NamesTheHubAndEveryFieldAndPhaseOfTheCustomStatus()
    {
        var page = Read("docs/monitor.md");
        var fields = new[] { typeof(RunStatus), typeof(AppRunStatus), typeof(SnapshotStatus) }
            .SelectMany(t => t.GetProperties())
            .Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name);
        var phases = Repository.Sources("src/Functions").SelectMany(f => Phase().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToList();
        Assert.Contains("planning", phases);
        Assert.All(fields.Concat(phases).Concat(RunIds.Prefixes.Select(p => p.TrimEnd('-'))), word => Assert.Matches($"`{word}[`-]", page));
        Assert.Contains($"`{HubName().Match(Read("host.json")).Groups[1].Value}`", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/http-api.md")]
    [InlineData("docs/monitor.md")]
    [InlineData("docs/runbook.md")]
    [InlineData("docs/apple.md")]
    [InlineData("src/Simulator/README.md")]
    public void Links_PointAtFilesThatExist(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var broken = Link().Matches(Read(page)).Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)));
        Assert.Empty(broken);
    }

    [Fact]
    public void Apple_EveryRowNamesATestThatExists()
    {
        var tests = Repository.Sources("tests").ToLookup(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);
        var rows = AppleRow().Matches(Read("docs/apple.md")).Select(m => m.Groups[1].Value).Where(c => c is not ("held by" or "---")).ToList();
        Assert.True(rows.Count > 30, $"docs/apple.md has {rows.Count} rows; the tables were not found.");
        var missing = rows.SelectMany(row =>
        {
            var named = TestName().Matches(row).ToList();
            return named.Count == 0
                ? [$"no test: {row}"]
                : named.Where(n => !tests[n.Groups[1].Value].Any(text => text.Contains($" {n.Groups[2].Value}(", StringComparison.Ordinal))).Select(n => n.Value);
        });
        Assert.Empty(missing);
    }

    static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page));

    [GeneratedRegex(@"^\| `((?:GET|POST) [^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Operation();

    [GeneratedRegex(@"^\|[^|]*\|[^|]*\| ?([^|]*?) ?\|$", RegexOptions.Multiline)]
    private static partial Regex AppleRow();

    [GeneratedRegex(@"`(\w+)\.(\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| `[A-Z]\w+`[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex SettingsRow();

    [GeneratedRegex("`([A-Z][A-Za-z]+(?:__[A-Za-z]+)?)`")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^    ""([A-Za-z_]+)"":", RegexOptions.Multiline)]
    private static partial Regex SampleValue();

    [GeneratedRegex(@"Show\(""([a-z]+)""")]
    private static partial Regex Phase();

    [GeneratedRegex(@"""hubName"": ""(\w+)""")]
    private static partial Regex HubName();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
