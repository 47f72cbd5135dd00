using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Runs;

/// <summary>Looks whether the data keep coming, also when no run started: from manifests, ledgers and the last run report, without a call to Apple.</summary>
public sealed class Watch(
    ObjectStore lake,
    AppDirectory apps,
    ReportsOptions reports,
    FreshnessOptions freshness,
    FreshnessVerifier verifier,
    RunReportPublisher runs,
    Alerts alerts,
    TimeProvider time)
{
    /// <summary>Where the last alert is remembered.</summary>
    public const string MemoryKey = "state/watch.json";

    /// <summary>Days after which an app the key no longer shows is not expected to deliver.</summary>
    const int GoneAfterDays = 7;

    /// <summary>How soon the same findings are told again.</summary>
    static readonly TimeSpan Repeat = TimeSpan.FromHours(24);

    /// <summary>Looks, and alerts a person about what is new or a day old.</summary>
    public async Task<WatchOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var findings = await FindAsync(now, cancellationToken);
        var memory = await lake.ReadJsonAsync<WatchMemory>(MemoryKey, cancellationToken);
        if (findings.Count == 0)
        {
            await lake.DeleteAsync(MemoryKey, cancellationToken);
            return new(findings, false);
        }

        if (memory is not null && now - memory.AlertedAt < Repeat && findings.All(f => memory.Findings.Contains(f)))
        {
            return new(findings, false);
        }

        var alert = new AlertInput(
            "watch", RunState.Partial, [.. findings.Select(f => new RunFailure(0, "", "", f, "See GET /api/runs and the run reports."))], 0)
        {
            Subject = "the data are not as new as they should be",
        };
        var sent = await alerts.RunAsync(alert, cancellationToken);
        if (sent.Sent)
        {
            await lake.PutJsonAsync(MemoryKey, new WatchMemory(findings, now), cancellationToken);
        }

        return new(findings, sent.Sent);
    }

    async Task<IReadOnlyList<string>> FindAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        var last = await runs.ReadLatestAsync(cancellationToken);
        if (last is null || (now - last.EndedAt).TotalHours > freshness.SlaHours)
        {
            findings.Add(last is null
                ? "No run has ended yet."
                : $"No run has ended since {last.RunId}, which ended more than {freshness.SlaHours:0.#} hours ago.");
        }

        var oldest = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-GoneAfterDays);
        var expected = (await apps.ReadAsync(cancellationToken)).Values.Where(a => a.LastSeen >= oldest).Select(a => a.Id).Order().ToList();
        var outcome = await verifier.RunAsync(new(expected, reports.Tables, now, freshness.SlaHours), cancellationToken);
        if (!outcome.Fresh)
        {
            findings.Add(outcome.Message);
        }

        return findings;
    }
}
