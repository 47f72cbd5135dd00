using AppleAnalytics.Lake;
using AppleAnalytics.Telemetry;

namespace AppleAnalytics.Runs;

/// <summary>Writes run reports, and reads them back. <c>runs/latest.json</c> is the report of the run that ended last, looks at snapshots left out.</summary>
public sealed class RunReportPublisher(ObjectStore lake)
{
    /// <summary>Writes the report as <c>runs/{runId}.json</c>, then as <c>runs/latest.json</c>, after which dashboards refresh.</summary>
    public async Task<PublishReportOutcome> RunAsync(RunReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        var key = LakeLayout.RunReport(report.RunId);
        await lake.PutJsonAsync(key, report, cancellationToken);
        Signals.RunReported($"{report.Kind}", $"{report.State}");
        if (report.Kind == RunKind.Snapshot)
        {
            // A look at one app's snapshot is not how the pipeline stands.
            return new(key);
        }

        await lake.UpdateJsonAsync<RunReport>(
            LakeLayout.LatestRunReport,
            latest => latest is not null && latest.EndedAt > report.EndedAt ? latest : report,
            cancellationToken);
        return new(key);
    }

    /// <summary>The report of a run, or null when there is none.</summary>
    public Task<RunReport?> ReadAsync(string runId, CancellationToken cancellationToken) =>
        lake.ReadJsonAsync<RunReport>(LakeLayout.RunReport(runId), cancellationToken);

    /// <summary>The report of the run that ended last, or null when no run has ended.</summary>
    public Task<RunReport?> ReadLatestAsync(CancellationToken cancellationToken) =>
        lake.ReadJsonAsync<RunReport>(LakeLayout.LatestRunReport, cancellationToken);
}
