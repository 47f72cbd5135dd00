using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.LocalHost.Tests.Commands;

/// <summary><c>quality</c> over a lake that holds nothing but what audits said.</summary>
public sealed class QualityTests : IDisposable
{
    static readonly DateOnly Newest = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1);

    readonly TemporaryDirectory _directory = new();
    readonly FolderObjectStore _lake;

    public QualityTests() => _lake = new(_directory["lake"]);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Quality_92Apps_FitsOnAScreenAndNamesThoseWithFindings()
    {
        for (var app = 1; app <= 92; app++)
        {
            await AuditedAsync(app, "downloads", Newest, app % 30 == 0 ? [Warning] : []);
        }

        await AuditedAsync(7, "purchases", Newest, [Error]);
        await AuditedAsync(8, "sessions", Newest, [Critical], blocked: true);
        var (exitCode, output, error) = await InProcess.RunAsync(_directory.Path, "quality");

        Assert.Equal((ExitCodes.Failure, ""), (exitCode, error));
        var lines = output.TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 6, 40);
        Assert.Contains("1 delivery", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("sessions: app-id", lines[1].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("purchases: revenue-per-purchase", lines[2], StringComparison.Ordinal);
        Assert.Contains("87 apps without a finding, scores from 1.000.", output, StringComparison.Ordinal);
        Assert.Contains("92 apps, 94 newest deliveries: lowest score 0.900, 3 warnings, 1 error, 1 critical finding.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_OnlyWarnings_EndsWithSuccess()
    {
        await AuditedAsync(1, "downloads", Newest, [Warning]);

        Assert.Equal(ExitCodes.Success, (await InProcess.RunAsync(_directory.Path, "quality")).ExitCode);
    }

    [Fact]
    public async Task Quality_OfOneAppAndTable_ShowsItsDimensionsAndFindings()
    {
        await AuditedAsync(1, "downloads", Newest, [Warning]);
        await AuditedAsync(1, "purchases", Newest, [Error]);
        await AuditedAsync(2, "downloads", Newest, [Critical], blocked: true);
        var (exitCode, output, _) = await InProcess.RunAsync(_directory.Path, "quality", "--app", "1", "--table", "downloads");

        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.Contains("completeness", output, StringComparison.Ordinal);
        Assert.Contains("downloads: warning, territory-known: Unknown territories on 2026-01-01: ZZ.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("revenue-per-purchase", output, StringComparison.Ordinal);
        Assert.DoesNotContain("app-id", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(900)]
    public async Task Quality_SeveralDeliveries_ShowsTheNewestHoweverOld(int days)
    {
        await AuditedAsync(1, "downloads", Newest.AddDays(-days - 1), [Critical], blocked: true);
        await AuditedAsync(1, "downloads", Newest.AddDays(-days), []);
        var (exitCode, output, _) = await InProcess.RunAsync(_directory.Path, "quality");

        Assert.Equal(ExitCodes.Success, exitCode);
        Assert.Contains("1 app, 1 newest delivery: lowest score 1.000, 0 warnings, 0 errors, 0 critical findings.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_NothingAudited_SaysSo()
    {
        await _lake.PutJsonAsync("state/apps.json", new { version = 1, apps = Array.Empty<object>() });

        Assert.Contains("No delivery that fits has been audited yet.", (await InProcess.RunAsync(_directory.Path, "quality", "--table", "downloads")).Output, StringComparison.Ordinal);
    }

    static QualityFinding Warning { get; } =
        new("territory-known", QualityDimension.Conformity, QualitySeverity.Warning, new(2026, 1, 1), "Unknown territories on 2026-01-01: ZZ.");

    static QualityFinding Error { get; } =
        new("revenue-per-purchase", QualityDimension.Accuracy, QualitySeverity.Error, new(2026, 1, 1), "sales_usd is 70001 per purchase.");

    static QualityFinding Critical { get; } =
        new("app-id", QualityDimension.Integrity, QualitySeverity.Critical, null, "The file holds rows of app 77.");

    Task AuditedAsync(long app, string table, DateOnly processed, QualityFinding[] findings, bool blocked = false) => _lake.PutJsonAsync(
        LakeLayout.Quality(table, processed, app, "i1"),
        new QualityReport
        {
            Table = table,
            AppId = app,
            ProcessingDate = processed,
            InstanceId = "i1",
            AccessType = AccessType.Ongoing,
            RowsIn = 10,
            RowsQuarantined = 0,
            RejectReasons = new Dictionary<string, long>(),
            Drift = SchemaDrift.None,
            Score = findings.Length == 0 ? 1 : 0.9,
            Dimensions = Enum.GetValues<QualityDimension>().ToDictionary(d => d, d => 1.0),
            Blocked = blocked,
            Findings = findings,
            Dates = [],
        });
}
