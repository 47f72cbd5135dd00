using AppleAnalytics.Reports;

namespace AppleAnalytics.Quality;

public sealed class QualityGateTests
{
    readonly AuditBuilder _audit = new();

    [Fact]
    public async Task Audit_FaultlessDelivery_FindsNothingAndScoresOne()
    {
        var report = await _audit.AuditAsync();

        Assert.Empty(report.Findings);
        Assert.False(report.Blocked);
        Assert.Equal(1, report.Score);
        Assert.Equal(8, report.Dimensions.Count);
        Assert.All(report.Dimensions.Values, score => Assert.Equal(1, score));
    }

    [Fact]
    public async Task Audit_MissingRequiredColumn_BlocksTheInstance()
    {
        _audit.Drift = new(["Counts"], [], [], false);

        await AssertFindsAsync("required-columns", QualitySeverity.Critical, blocked: true, "'Counts' is missing");
    }

    [Theory]
    [InlineData(100, 100_000, false)]
    [InlineData(101, 100_000, true)]
    [InlineData(10, 990, false)]
    [InlineData(11, 989, true)]
    public async Task Audit_RejectedRows_BlockAboveEitherLimit(long rejected, int rows, bool blocked)
    {
        _audit.Date(19, rows);
        _audit.Rejected = rejected;

        await AssertFindsAsync(blocked ? "reject-limit" : "rejected-rows", blocked ? QualitySeverity.Critical : QualitySeverity.Warning, blocked, "Counts is no number");
    }

    [Fact]
    public async Task Audit_RowsOfAnotherApp_BlockTheInstance()
    {
        _audit.ForeignAppIds = [77];

        await AssertFindsAsync("app-id", QualitySeverity.Critical, blocked: true, "rows of app 77");
    }

    [Fact]
    public async Task Audit_LostRow_BlocksTheInstance()
    {
        _audit.Lost = 1;

        await AssertFindsAsync("row-conservation", QualitySeverity.Critical, blocked: true, "21 rows came in, but 20 are curated");
    }

    [Fact]
    public async Task Audit_UnknownColumn_IsKeptAndSaid()
    {
        _audit.Drift = new([], [], ["apple_new_thing"], false);

        await AssertFindsAsync("unknown-columns", QualitySeverity.Warning, blocked: false, "apple_new_thing");
    }

    [Fact]
    public async Task Audit_OptionalColumnNotSent_IsSaid()
    {
        _audit.Drift = new([], ["Campaign"], [], false);

        await AssertFindsAsync("optional-columns", QualitySeverity.Warning, blocked: false, "Campaign");
    }

    [Fact]
    public async Task Audit_RoundedAmounts_AreSaid()
    {
        _audit.RoundedAmounts = 3;

        await AssertFindsAsync("rounded-amounts", QualitySeverity.Warning, blocked: false, "3 amounts");
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, false)]
    [InlineData(22, true)]
    public async Task Audit_FutureDate_BlocksThatDateFromTheSecondDayOn(int day, bool blocked)
    {
        _audit.Date(18);
        _audit.Date(day);

        var report = await _audit.AuditAsync();

        Assert.False(report.IsBlocked(AuditBuilder.Day(18)));
        Assert.Equal(blocked, report.IsBlocked(AuditBuilder.Day(day)));
        Assert.Equal(blocked, report.Findings.Any(f => f.Rule == "no-future-date"));
        Assert.False(report.Blocked);
    }

    [Theory]
    [InlineData(AccessType.Ongoing, -36, true)]
    [InlineData(AccessType.Ongoing, -35, false)]
    [InlineData(AccessType.Ongoing, -1, false)]
    [InlineData(AccessType.Ongoing, 0, true)]
    [InlineData(AccessType.Ongoing, 1, true)]
    [InlineData(AccessType.OneTimeSnapshot, -900, false)]
    public async Task Audit_DateOutsideTheWindow_IsSaidAndPublished(AccessType accessType, int days, bool said)
    {
        _audit.AccessType = accessType;
        var date = _audit.Vintage.ProcessingDate.AddDays(days);
        _audit.Date(date);

        var report = await _audit.AuditAsync();

        Assert.Equal(said, report.Findings.Any(f => f is { Rule: "date-window", Severity: QualitySeverity.Warning }));
        Assert.False(report.IsBlocked(date));
        Assert.True(report.Score >= 0.8);
    }

    [Fact]
    public async Task Audit_NegativeCounter_IsAnErrorThatOnlyStrictBlocks()
    {
        _audit.Date(18);
        _audit.Bent(19, minimum: -3);

        var report = await _audit.AuditAsync();
        Assert.Contains(report.Findings, f => f is { Rule: "non-negative", Severity: QualitySeverity.Error } && f.Date == AuditBuilder.Day(19));
        Assert.False(report.IsBlocked(AuditBuilder.Day(19)));

        _audit.Thresholds = new() { Strict = true };
        var strict = await _audit.AuditAsync();
        Assert.True(strict.IsBlocked(AuditBuilder.Day(19)));
        Assert.False(strict.IsBlocked(AuditBuilder.Day(18)));
    }

    [Fact]
    public async Task Audit_NegativePurchases_AreRefunds()
    {
        _audit.Table = "purchases";
        _audit.Bent(19, minimum: -3);

        Assert.DoesNotContain((await _audit.AuditAsync()).Findings, f => f.Rule == "non-negative");
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public async Task Audit_PartLargerThanItsWhole_IsAnError(int part, bool found)
    {
        _audit.Bent(19, sum: ("first_time_downloads", part));

        Assert.Equal(found, (await _audit.AuditAsync()).Findings.Any(f => f is { Rule: "measures-agree", Severity: QualitySeverity.Error }));
    }

    [Theory]
    [InlineData("US", false)]
    [InlineData("de", false)]
    [InlineData("XK", false)]
    [InlineData("", false)]
    [InlineData("ZZ", true)]
    [InlineData("USA", true)]
    public async Task Audit_Territory_IsComparedWithIso(string territory, bool found)
    {
        _audit.Date(19, territory: territory);

        Assert.Equal(found, (await _audit.AuditAsync()).Findings.Any(f => f is { Rule: "territory-known", Severity: QualitySeverity.Warning }));
    }

    [Fact]
    public async Task Audit_DuplicateKeys_AreSaidAndPublished()
    {
        _audit.Bent(19, duplicates: 4);

        var report = await AssertFindsAsync("duplicate-keys", QualitySeverity.Warning, blocked: false, "4 of 10 rows");
        Assert.Equal(0.6, report.Dimensions[QualityDimension.Uniqueness]);
    }

    [Fact]
    public async Task Audit_EmptyMeasures_AreSaidAboveOneInTwenty()
    {
        _audit.Date(18, rows: 100);
        _audit.Bent(19, nulls: 10);

        var report = await AssertFindsAsync("null-fraction", QualitySeverity.Warning, blocked: false, "counts is empty in 10 of 10 rows");
        Assert.DoesNotContain(report.Findings, f => f.Date == AuditBuilder.Day(18));
    }

    [Fact]
    public async Task Audit_FileThatReadsBackOtherwise_BlocksTheDate()
    {
        _audit.Footer = footer => footer with { Rows = footer.Rows - 1 };

        var report = await _audit.AuditAsync();

        Assert.True(report.IsBlocked(AuditBuilder.Day(18)));
        Assert.Contains(report.Findings, f => f is { Rule: "file-footer", Severity: QualitySeverity.Critical });
        Assert.Equal(0, report.Dimensions[QualityDimension.Integrity]);

        _audit.Footer = _ => null;
        Assert.True((await _audit.AuditAsync()).IsBlocked(AuditBuilder.Day(18)));
    }

    [Theory]
    [InlineData(18, 100, 1000, null)]
    [InlineData(18, 90, 900, null)]
    [InlineData(18, 200, 1000, QualitySeverity.Warning)]
    [InlineData(18, 1000, 1000, QualitySeverity.Warning)]
    [InlineData(18, 100, 10_000, QualitySeverity.Warning)]
    [InlineData(19, 1000, 1000, null)]
    public async Task Audit_Restatement_IsAWarningOnceTheDateIsComplete(int day, long rowsBefore, int countsBefore, QualitySeverity? expected)
    {
        _audit.Date(day, rows: 100);
        _audit.Before(day, processed: 20, rowsBefore, countsBefore);

        var report = await _audit.AuditAsync();

        Assert.Equal(expected, report.Findings.SingleOrDefault(f => f.Rule == "restatement")?.Severity);
        Assert.False(report.IsBlocked(AuditBuilder.Day(day)));
        Assert.True(report.Score >= 0.8);
    }

    [Fact]
    public async Task Audit_RestatementOfAFewRows_IsNothing()
    {
        _audit.Date(18, rows: 2, counts: 1);
        _audit.Before(18, processed: 20, rows: 9, counts: 9);

        Assert.Empty((await _audit.AuditAsync()).Findings);
    }

    [Fact]
    public async Task Audit_EverythingAppleMayDoAtOnce_NeverBlocks()
    {
        _audit.Drift = new([], [], [.. Enumerable.Range(0, 50).Select(i => $"new_{i}")], true);
        _audit.Date(1, rows: 100, territory: "ZZ");
        _audit.Before(1, processed: 10, rows: 100_000, counts: 100_000);

        var report = await _audit.AuditAsync();

        Assert.False(report.Blocked);
        Assert.InRange(report.Score, 0.8, 0.9);
    }

    [Fact]
    public async Task Audit_ScoreBelowTheMinimum_BlocksTheInstance()
    {
        _audit.Bent(19, duplicates: 10);
        _audit.Thresholds = new() { MinScore = 0.9 };

        await AssertFindsAsync("minimum-score", QualitySeverity.Critical, blocked: true, "The score is 0.875");
    }

    [Fact]
    public void All_RulesAndDimensions_AreExplained()
    {
        Assert.Equal(QualityRules.All.Count, QualityRules.All.Select(r => r.Name).Distinct().Count());
        Assert.All(QualityRules.All, rule => Assert.EndsWith(".", rule.Why, StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<QualityDimension>(), QualityScores.Definitions.Keys.Order());
    }

    async Task<QualityReport> AssertFindsAsync(string rule, QualitySeverity severity, bool blocked, string text)
    {
        var report = await _audit.AuditAsync();
        var finding = report.Findings.First(f => f.Rule == rule);
        Assert.Equal(severity, finding.Severity);
        Assert.Contains(text, finding.Message, StringComparison.Ordinal);
        Assert.Equal(blocked, report.Blocked);
        return report;
    }
}
