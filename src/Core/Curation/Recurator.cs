using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// Rebuilds partitions from raw: reads every landed instance that can hold the dates again, newest first, under the pins in
/// force. A pin set before makes it a rollback; removing the pin and rebuilding again undoes it.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="publisher">Publishes an instance.</param>
public sealed class Recurator(ObjectStore store, InstancePublisher publisher)
{
    /// <summary>Rebuilds.</summary>
    /// <exception cref="TransientLakeException">The lake cannot be read or written now; the step may be run again.</exception>
    public async Task<RecurateOutcome> RunAsync(RecurateInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var outcome = new RecurateOutcome();
        foreach (var name in input.Tables)
        {
            var table = ReportCatalogue.Get(name);
            foreach (var record in (await FindAsync(table, input, cancellation)).OrderByDescending(r => r.Vintage))
            {
                var curated = await publisher.RunAsync(new(Reference(record), input.Thresholds, input.Today), cancellation);
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

        return outcome;
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
                && (input.Apps is null || input.Apps.Contains(record.AppId)))
            {
                records.Add(record);
            }
        }

        return records;
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
