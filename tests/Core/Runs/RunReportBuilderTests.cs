using System.Text;
using AppleAnalytics.Apple;
using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using AppleAnalytics.Quality;

namespace AppleAnalytics.Runs;

public sealed class RunReportBuilderTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
    static readonly DateTimeOffset End = Start.AddSeconds(90);

    [Fact]
    public void Build_TwoApps_AddsThemUpPerTable()
    {
        var report = Build(
            App(1, new TableOutcome { Table = "downloads", State = TableState.Published, Instances = 2, RowsIn = 10, RowsPublished = 7, RowsSuperseded = 2, RowsQuarantined = 1, PartitionsPublished = 3, Findings = ["a"] }),
            App(2, new TableOutcome { Table = "downloads", State = TableState.Waiting, Findings = ["a"] }));
        var table = Assert.Single(report.Tables);
        Assert.Equal((2, 2, 10L, 7L, 2L, 1L, 3), (table.Apps, table.Instances, table.RowsIn, table.RowsPublished, table.RowsSuperseded, table.RowsQuarantined, table.PartitionsPublished));
        Assert.Equal(["published", "waiting"], table.States.Keys);
        Assert.Equal(["a"], table.Findings);
        Assert.Equal(RunState.Succeeded, report.State);
        Assert.Equal((2, 2, 1), (report.Apps.Total, report.Apps.Succeeded, report.Apps.Waiting));
        Assert.True(report.Rows.Balanced);
        Assert.False(report.NeedsPerson);
        Assert.Equal(90, report.Seconds);
    }

    [Fact]
    public void Build_RowsMissing_IsAFailureThatNeedsAPerson()
    {
        var report = Build(App(1, new TableOutcome { Table = "downloads", State = TableState.Published, RowsIn = 10, RowsPublished = 9 }));
        Assert.False(report.Rows.Balanced);
        Assert.True(report.NeedsPerson);
        Assert.Equal(RunState.Partial, report.State);
    }

    [Fact]
    public void Build_OneAppRefused_IsPartial()
    {
        var report = Build(
            App(1, new TableOutcome { Table = "downloads", State = TableState.Published }),
            App(2, new TableOutcome { Table = "downloads", State = TableState.Refused }) with { Failures = [new(2, "App 2", "", "refused", "accept it")] });
        Assert.Equal(RunState.Partial, report.State);
        Assert.Equal((1, 1, 0), (report.Apps.Succeeded, report.Apps.Refused, report.Apps.Failed));
        Assert.Equal(2, AlertInput.Of(report)!.Failures.Single().AppId);
    }

    [Fact]
    public void Build_EveryAppBroken_IsFailed()
    {
        var report = Build(
            App(1, new TableOutcome { Table = "downloads", State = TableState.Failed }) with { Failures = [new(1, "App 1", "downloads", "broken", "")] });
        Assert.Equal(RunState.Failed, report.State);
        Assert.Null(AlertInput.Of(report));
    }

    [Fact]
    public void Build_Usage_IncludesPlanning()
    {
        var report = Build(App(1) with
        {
            Usage = new() { Calls = new Dictionary<string, int> { ["instances"] = 5 }, RateLimited = 1, Downloads = 2, DownloadedBytes = 100, RateLimit = new(Start, 3500, 3000, null, null) },
            SecondsWaited = 1.5,
        });
        Assert.Equal((6, 1, 2, 100L), (report.Api.Calls, report.Api.RateLimited, report.Api.Downloads, report.Api.DownloadedBytes));
        Assert.Equal((3500, 3000, 1.5), (report.Api.HourLimit, report.Api.HourRemaining, report.Api.SecondsWaited));
        Assert.Equal(["apps", "instances"], report.Api.CallsByEndpoint.Keys);
    }

    [Fact]
    public void Build_Drift_IsToldOncePerTable()
    {
        var drifted = new TableOutcome { Table = "downloads", Drift = ["new column 'Campaign'"] };
        Assert.Equal(["downloads: new column 'Campaign'"], Build(App(1, drifted), App(2, drifted)).Drift);
    }

    [Fact]
    public void Json_Report_HasTheContractsNamesAndComesBack()
    {
        var report = Build(App(1, new TableOutcome { Table = "downloads", State = TableState.HeaderOnly }) with { Requests = new(1, 2, 3, 4) });
        var bytes = LakeJson.Serialize(report);
        var json = Encoding.UTF8.GetString(bytes);
        string[] names =
        [
            "runId", "kind", "date", "state", "startedAt", "endedAt", "seconds", "apps", "total", "succeeded", "waiting", "late", "failed", "refused",
            "tables", "instances", "rowsIn", "rowsPublished", "rowsSuperseded", "rowsQuarantined", "rowsBlocked", "partitionsPublished", "partitionsUnchanged",
            "rows", "balanced", "api", "calls", "callsByEndpoint", "rateLimited", "secondsWaited", "downloads", "downloadedBytes",
            "requests", "created", "adopted", "recreated", "duplicatesPrevented", "registration", "freshness", "drift", "unavailable", "failures", "needsPerson",
        ];
        Assert.All(names, name => Assert.Contains($"\"{name}\":", json, StringComparison.Ordinal));
        Assert.Contains("\"headerOnly\": 1", json, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"daily\"", json, StringComparison.Ordinal);
        Assert.Equal(bytes, LakeJson.Serialize(LakeJson.Deserialize<RunReport>(bytes, "runs/x.json")));
    }

    [Fact]
    public void Unplanned_Refusal_IsFailedAndNeedsAPerson()
    {
        var report = RunReportBuilder.Unplanned(Request, new(0, "", "", "no key", "set it"), ApiUsage.None, Start, End);
        Assert.Equal(RunState.Failed, report.State);
        Assert.True(report.NeedsPerson);
    }

    static RunReport Build(params AppRunOutcome[] apps) => RunReportBuilder.Build(
        new()
        {
            Request = Request,
            Apps = [.. apps.Select(a => new PlannedApp(a.AppId, a.App))],
            Tables = [],
            Reviews = false,
            HistoryOnFirstRun = false,
            Thresholds = new QualityThresholds(),
            FreshnessSlaHours = 26,
            QuotaKey = "K",
        },
        apps,
        new() { Calls = new Dictionary<string, int> { ["apps"] = 1 } },
        new RegisterOutcome(),
        new FreshnessOutcome { Fresh = true },
        [],
        Start,
        End);

    static AppRunOutcome App(long id, params TableOutcome[] tables) => new() { AppId = id, App = $"App {id}", Tables = tables };

    static RunRequest Request => RunRequests.Daily(new(2026, 11, 20));
}
