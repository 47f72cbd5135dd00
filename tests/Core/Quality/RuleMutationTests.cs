using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Quality;

/// <summary>
/// Every rule against a delivery that breaks it and nothing else, through the real curator and publisher: it is found, no other rule
/// is, and what the rule blocks leaves every published byte as it was.
/// </summary>
public sealed class RuleMutationTests : IDisposable
{
    readonly JudgedLake _lake = new();

    public static TheoryData<string> Rules => [.. QualityRules.All.Select(r => r.Name)];

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Mutations_AreOfTheRulesThereAre() => Assert.Equal(QualityRules.All.Select(r => r.Name).Order(), Mutation.All.Keys.Order());

    [Theory]
    [InlineData("downloads_detailed")]
    [InlineData("purchases")]
    public async Task GoodDelivery_TripsNoRule(string table)
    {
        await _lake.DeliverAsync(table, Before(table).Gzip(), sequence: 1);
        var (outcome, report) = await _lake.DeliverAsync(table, Text(table).Gzip(), sequence: 2);

        Assert.Empty(report.Findings);
        Assert.Equal((InstanceOutcome.Published, 1.0), (outcome.State, report.Score));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Mutation_TripsItsRuleAndNoOther(string name)
    {
        var (rule, mutation) = (QualityRules.All.Single(r => r.Name == name), Mutation.All[name]);
        await _lake.DeliverAsync(mutation.Table, Before(mutation.Table).Gzip(), sequence: 1);
        var before = await _lake.PublishedAsync();

        var (outcome, report) = await DeliverAsync(mutation, strict: false);

        Assert.Equal([name], report.Findings.Select(f => f.Rule).Distinct());
        Assert.All(report.Findings, f => Assert.Equal(rule.Severity, f.Severity));
        Assert.Contains(mutation.Numbers, report.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal(rule.Severity == QualitySeverity.Critical ? InstanceOutcome.Failed : InstanceOutcome.Published, outcome.State);
        if (rule.Severity == QualitySeverity.Critical)
        {
            await AssertNothingBlockedIsPublishedAsync(before, report, mutation.Table);
            Assert.Contains($"{name}: {report.Findings[0].Message}", outcome.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.NotEqual(before, await _lake.PublishedAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Mutation_InStrictMode_IsOneStepWorseAndOnlyErrorsBlock(string name)
    {
        var (rule, mutation) = (QualityRules.All.Single(r => r.Name == name), Mutation.All[name]);
        await _lake.DeliverAsync(mutation.Table, Before(mutation.Table).Gzip(), sequence: 1);
        var before = await _lake.PublishedAsync();

        var (outcome, report) = await DeliverAsync(mutation, strict: true);

        Assert.All(report.Findings, f => Assert.Equal(rule.Severity == QualitySeverity.Warning ? QualitySeverity.Error : QualitySeverity.Critical, f.Severity));
        Assert.Equal(rule.Severity == QualitySeverity.Warning ? InstanceOutcome.Published : InstanceOutcome.Failed, outcome.State);
        if (rule.Severity != QualitySeverity.Warning)
        {
            await AssertNothingBlockedIsPublishedAsync(before, report, mutation.Table);
        }
    }

    // What Apple sent a little earlier the same day; the second delivery restates the name.
    static ReportText Before(string table) => Text(table).Change(18, "App Name", name => name + ", earlier");

    static ReportText Text(string table) => new(ReportCatalogue.Get(table), 18, 19);

    Task<(Curation.CurateOutcome Outcome, QualityReport Report)> DeliverAsync(Mutation mutation, bool strict) => _lake.DeliverAsync(
        mutation.Table, mutation.Text(Text(mutation.Table)).Gzip(), sequence: 2, mutation.Thresholds with { Strict = strict }, mutation.Altered);

    async Task AssertNothingBlockedIsPublishedAsync(SortedDictionary<string, string> before, QualityReport report, string table)
    {
        var blocked = report.Dates.Where(d => report.IsBlocked(d.Date)).Select(d => LakeLayout.Partition(table, d.Date, JudgedLake.App)).ToHashSet();
        var after = await _lake.PublishedAsync();
        if (report.Blocked)
        {
            Assert.Equal(before, after);
        }

        Assert.True(report.Blocked || blocked.Count > 0, "Nothing was blocked.");
        Assert.All(blocked, key => Assert.Equal(before.GetValueOrDefault(key), after.GetValueOrDefault(key)));
    }
}
