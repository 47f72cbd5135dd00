using AppleAnalytics.Apple;
using AppleAnalytics.Catalog;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Runs;

/// <summary>Makes the run report of what the apps report. Depends on its input alone, so that an orchestrator may use it.</summary>
public static class RunReportBuilder
{
    /// <summary>Distinct findings kept per table.</summary>
    const int MostFindings = 10;

    /// <summary>The report of a run that was planned.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="apps">What became of each app.</param>
    /// <param name="planning">What planning cost at Apple.</param>
    /// <param name="registration">What became of registering partitions, or null when it failed.</param>
    /// <param name="freshness">How new the data are, or null when it failed.</param>
    /// <param name="runFailures">What went wrong with the run as a whole.</param>
    /// <param name="startedAt">When it began.</param>
    /// <param name="endedAt">When its work was done.</param>
    public static RunReport Build(
        RunPlan plan,
        IReadOnlyList<AppRunOutcome> apps,
        ApiUsage planning,
        RegisterOutcome? registration,
        FreshnessOutcome? freshness,
        IReadOnlyList<RunFailure> runFailures,
        DateTimeOffset startedAt,
        DateTimeOffset endedAt)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(apps);
        ArgumentNullException.ThrowIfNull(runFailures);
        var tables = Tables(apps);
        var rows = new RowConservation(
            tables.Sum(t => t.RowsIn), tables.Sum(t => t.RowsPublished), tables.Sum(t => t.RowsSuperseded), tables.Sum(t => t.RowsQuarantined), tables.Sum(t => t.RowsBlocked));
        List<RunFailure> failures = [.. plan.Failures, .. runFailures, .. apps.SelectMany(a => a.Failures)];
        if (registration is { Failed: > 0 })
        {
            failures.Add(new(
                0, "", "",
                $"{registration.Failed} partitions could not be registered: {registration.Message}",
                "The data are in the lake, and the next run tries again; mend the catalogue's settings or permissions if it stays."));
        }
        else if (registration is { Problems.Count: > 0 })
        {
            failures.Add(new(
                0, "", "",
                $"The catalogue is not what it has to be: {registration.Problems[0]}",
                "The data are in the lake, and the next run tries again; mend the catalogue's settings or permissions if it stays."));
        }

        if (registration is not null && registration.Checks.Sum(c => c.Different) is > 0 and var different)
        {
            failures.Add(new(
                0, "", "",
                $"Athena counts other rows than the lake's manifests in {different} partitions: {registration.Differences.FirstOrDefault(d => d.Contains("manifest", StringComparison.Ordinal)) ?? registration.Differences[0]}",
                "If another run was publishing just then, the next run agrees again. If it stays, rebuild the date from raw/ with recurate."));
        }

        if (!rows.Balanced)
        {
            failures.Add(new(
                0, "", "",
                $"Of {rows.RowsIn} rows read only {rows.Accounted} are accounted for.",
                "Compare the tables of this report with quality/ to find the instance, and rebuild it from raw/."));
        }

        return Report(plan.Request, startedAt, endedAt) with
        {
            State = failures.Count == 0 ? RunState.Succeeded
                : apps.Count > 0 && apps.All(Broken) ? RunState.Failed
                : RunState.Partial,
            Apps = Apps(apps),
            Tables = tables,
            Rows = rows,
            Api = Api(apps, planning),
            Requests = apps.Aggregate(RequestCounters.None, (sum, a) => sum.Add(a.Requests)),
            Registration = registration,
            Freshness = freshness,
            Drift = [.. apps.SelectMany(a => a.Tables).SelectMany(t => t.Drift.Select(d => $"{t.Table}: {d}")).Distinct().Order(StringComparer.Ordinal)],
            Unavailable = plan.Unavailable,
            Failures = failures,
        };
    }

    /// <summary>The report of a run that could not be planned.</summary>
    public static RunReport Unplanned(RunRequest request, RunFailure failure, ApiUsage usage, DateTimeOffset startedAt, DateTimeOffset endedAt) =>
        Report(request, startedAt, endedAt) with { Failures = [failure], Api = Api([], usage) };

    static RunReport Report(RunRequest request, DateTimeOffset startedAt, DateTimeOffset endedAt) => new()
    {
        RunId = request.RunId,
        Kind = request.Kind,
        Date = request.Date,
        From = request.From,
        To = request.To,
        State = RunState.Failed,
        StartedAt = startedAt,
        EndedAt = endedAt,
        Apps = Apps([]),
        Tables = [],
        Rows = new(0, 0, 0, 0, 0),
        Api = Api([], ApiUsage.None),
        Requests = RequestCounters.None,
        Drift = [],
        Unavailable = [],
        Failures = [],
    };

    static RunReportApps Apps(IReadOnlyList<AppRunOutcome> apps) => new(
        apps.Count,
        apps.Count(a => a.Failures.Count == 0),
        apps.Count(Waits),
        apps.Count(a => a.State == TableState.Late),
        apps.Count(a => a.Failures.Count > 0 && a.State is not (TableState.Late or TableState.Refused)),
        apps.Count(a => a.State == TableState.Refused),
        [.. apps.OrderBy(a => a.AppId).Select(a => new RunReportApp(
            a.AppId,
            a.App,
            a.State,
            new SortedDictionary<string, TableState>(a.Tables.ToDictionary(t => t.Table, t => t.State), StringComparer.Ordinal),
            a.Tables.Sum(t => t.RowsIn),
            a.Snapshot))]);

    /// <summary>An app has reviews from its first day; its reports are what it waits for.</summary>
    static bool Waits(AppRunOutcome app)
    {
        var reports = app.Tables.Where(t => t.Table != ReportCatalogue.Reviews).ToList();
        return app.Failures.Count == 0 && reports.Count > 0 && reports.TrueForAll(t => t.State == TableState.Waiting);
    }

    static bool Broken(AppRunOutcome app) =>
        app.Failures.Count > 0 && app.Tables.All(t => t.State is TableState.Failed or TableState.Refused or TableState.Late or TableState.Parked);

    static List<RunReportTable> Tables(IReadOnlyList<AppRunOutcome> apps) =>
    [
        .. apps.SelectMany(a => a.Tables).GroupBy(t => t.Table).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new RunReportTable
        {
            Table = g.Key,
            Apps = g.Count(),
            States = new SortedDictionary<string, int>(g.GroupBy(t => t.State).ToDictionary(s => Word(s.Key), s => s.Count()), StringComparer.Ordinal),
            Instances = g.Sum(t => t.Instances),
            RowsIn = g.Sum(t => t.RowsIn),
            RowsPublished = g.Sum(t => t.RowsPublished),
            RowsSuperseded = g.Sum(t => t.RowsSuperseded),
            RowsQuarantined = g.Sum(t => t.RowsQuarantined),
            RowsBlocked = g.Sum(t => t.RowsBlocked),
            PartitionsPublished = g.Sum(t => t.PartitionsPublished),
            PartitionsUnchanged = g.Sum(t => t.PartitionsUnchanged),
            Quality = g.Aggregate((QualitySummary?)null, (sum, t) => QualitySummary.Sum(sum, t.Quality)),
            Findings = [.. g.SelectMany(t => t.Findings).Distinct().Order(StringComparer.Ordinal).Take(MostFindings)],
        }),
    ];

    static RunReportApi Api(IReadOnlyList<AppRunOutcome> apps, ApiUsage planning)
    {
        var usage = apps.Aggregate(planning, (sum, a) => sum.Add(a.Usage));
        return new()
        {
            Calls = usage.Calls.Values.Sum(),
            CallsByEndpoint = new SortedDictionary<string, int>(usage.Calls.ToDictionary(), StringComparer.Ordinal),
            RateLimited = usage.RateLimited,
            SecondsWaited = Math.Round(apps.Sum(a => a.SecondsWaited), 3),
            HourLimit = usage.RateLimit?.HourLimit,
            HourRemaining = usage.RateLimit?.HourRemaining,
            Downloads = usage.Downloads,
            DownloadedBytes = usage.DownloadedBytes,
        };
    }

    /// <summary>The state's word in JSON.</summary>
    static string Word(TableState state)
    {
        var name = state.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
