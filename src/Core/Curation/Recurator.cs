using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// Rebuilds partitions from raw: reads every landed instance that can hold the dates again, newest first, under the pins in
/// force. A pin set before makes it a rollback; removing the pin and rebuilding again undoes it.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="publisher">Publishes an instance.</param>
/// <param name="manifests">What stands published.</param>
/// <param name="pins">Pins and exclusions.</param>
public sealed class Recurator(ObjectStore store, InstancePublisher publisher, PartitionManifests manifests, Pins pins)
{
    /// <summary>Rebuilds.</summary>
    /// <exception cref="TransientLakeException">The lake cannot be read or written now; the step may be run again.</exception>
    public async Task<RecurateOutcome> RunAsync(RecurateInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var outcome = new RecurateOutcome();
        foreach (var name in input.Tables)
        {
            foreach (var record in (await FindAsync(ReportCatalogue.Get(name), input, cancellation)).OrderByDescending(r => r.Vintage))
            {
                var curated = await publisher.RunAsync(new(Reference(record), input.Thresholds, input.Today, Rebuild: true), cancellation);
                outcome = outcome with
                {
                    Instances = outcome.Instances + 1,
                    PartitionsPublished = outcome.PartitionsPublished + curated.PartitionsPublished,
                    PartitionsUnchanged = outcome.PartitionsUnchanged + curated.PartitionsUnchanged,
                    Failures = curated.State is InstanceOutcome.Failed or InstanceOutcome.Parked
                        ? [.. outcome.Failures, $"{name} of app {record.AppId}, instance {record.InstanceId}: {curated.Message}"]
                        : outcome.Failures,
                };
            }
        }

        return outcome with { RuledOut = await FindRuledOutAsync(input, cancellation) };
    }

    /// <summary>The tables of the catalogue that have landed, in order of name.</summary>
    public async Task<IReadOnlyList<string>> FindTablesAsync(CancellationToken cancellation = default)
    {
        var tables = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in ReportCatalogue.All)
        {
            await foreach (var found in store.ListAsync($"raw/{table.Name}/", cancellation))
            {
                tables.Add(table.Name);
                break;
            }
        }

        return [.. tables];
    }

    /// <summary>The record of a landed instance, or null when none of that id has landed.</summary>
    public async Task<InstanceRecord?> FindInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        await foreach (var found in store.ListAsync("raw/", cancellation))
        {
            if (found.Key.EndsWith($"/{instanceId}.json", StringComparison.Ordinal))
            {
                return await store.ReadJsonAsync<InstanceRecord>(found.Key, cancellation);
            }
        }

        return null;
    }

    async Task<List<InstanceRecord>> FindAsync(TableDefinition table, RecurateInput input, CancellationToken cancellation)
    {
        // A date cannot be in a delivery made before it; corrections may come any time after.
        var records = new List<InstanceRecord>();
        await foreach (var found in store.ListAsync($"raw/{table.Name}/", cancellation))
        {
            if (found.Key.EndsWith(".json", StringComparison.Ordinal)
                && await store.ReadJsonAsync<InstanceRecord>(found.Key, cancellation) is { } record
                && record.ProcessingDate >= input.From
                && (input.Apps is null || input.Apps.Contains(record.AppId))
                && await MayHoldAsync(record, input, cancellation))
            {
                records.Add(record);
            }
        }

        return records;
    }

    /// <summary>Whether an instance may hold one of the dates; its audit tells which it holds, where it was audited.</summary>
    async Task<bool> MayHoldAsync(InstanceRecord record, RecurateInput input, CancellationToken cancellation)
    {
        var audit = await store.ReadJsonAsync<QualityReport>(
            LakeLayout.Quality(record.Table, record.ProcessingDate, record.AppId, record.InstanceId), cancellation);
        return audit is null || audit.Dates.Count == 0 || audit.Dates.Any(d => d.Date >= input.From && d.Date <= input.To);
    }

    async Task<IReadOnlyList<RuledOutPartition>> FindRuledOutAsync(RecurateInput input, CancellationToken cancellation)
    {
        var ruledOut = new List<RuledOutPartition>();
        var inForce = await pins.ReadAsync(cancellation);
        foreach (var table in input.Tables)
        {
            await foreach (var manifest in manifests.ReadAllAsync(table, cancellation))
            {
                ruledOut.AddRange(manifest.Partitions
                    .Where(p => p.Key >= input.From && p.Key <= input.To && (input.Apps is null || input.Apps.Contains(manifest.AppId)))
                    .Where(p => !inForce.Allows(table, manifest.AppId, p.Key, p.Value.Vintage))
                    .Select(p => new RuledOutPartition(table, manifest.AppId, p.Key, p.Value.Vintage)));
            }
        }

        return ruledOut;
    }

    static InstanceReference Reference(InstanceRecord record) => new()
    {
        Table = record.Table,
        AppId = record.AppId,
        RequestId = record.RequestId,
        AccessType = record.AccessType,
        RequestSequence = record.RequestSequence,
        ProcessingDate = record.ProcessingDate,
        InstanceId = record.InstanceId,
    };
}
