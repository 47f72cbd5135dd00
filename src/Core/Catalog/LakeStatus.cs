using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

/// <summary>What the lake holds, read from manifests, ledgers, pins and the app directory; works beside a running host.</summary>
/// <param name="manifests">What is published.</param>
/// <param name="ledger">What became of instances.</param>
/// <param name="pins">Pins and exclusions.</param>
/// <param name="apps">The apps seen.</param>
public sealed class LakeStatus(PartitionManifests manifests, InstanceLedger ledger, Pins pins, AppDirectory apps)
{
    /// <summary>Reads the status.</summary>
    public async Task<LakeStatusReport> ReadAsync(CancellationToken cancellation = default)
    {
        var known = await apps.ReadAsync(cancellation);
        var byTable = new Dictionary<string, List<PartitionManifest>>(StringComparer.Ordinal);
        await foreach (var manifest in manifests.ReadAllAsync(table: null, cancellation))
        {
            if (manifest.Partitions.Count > 0)
            {
                (byTable.TryGetValue(manifest.Table, out var list) ? list : byTable[manifest.Table] = []).Add(manifest);
            }
        }

        var entries = new List<LedgerEntry>();
        foreach (var app in known.Keys.Concat(byTable.Values.SelectMany(m => m.Select(x => x.AppId))).Distinct().Order())
        {
            entries.AddRange((await ledger.ReadAsync(app, cancellation)).Entries.Values);
        }

        return new()
        {
            Apps = [.. known.Values.OrderBy(a => a.Id)],
            Tables = [.. ReportCatalogue.DefaultTableNames.Concat(byTable.Keys).Distinct(StringComparer.Ordinal).Select(name => Sum(name, byTable.GetValueOrDefault(name) ?? [], entries))],
            Pins = (await pins.ReadAsync(cancellation)).All,
        };
    }

    static TableStatus Sum(string table, List<PartitionManifest> manifests, List<LedgerEntry> entries)
    {
        var partitions = manifests.SelectMany(m => m.Partitions.Values).ToList();
        var sums = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (measure, value) in partitions.SelectMany(p => p.Sums))
        {
            sums[measure] = sums.GetValueOrDefault(measure) + value;
        }

        return new()
        {
            Table = table,
            Apps = manifests.Count,
            Rows = partitions.Sum(p => p.Rows),
            Bytes = partitions.Sum(p => p.Bytes),
            Partitions = partitions.Count,
            OldestDate = manifests.Count == 0 ? null : manifests.Min(m => m.Partitions.Keys.First()),
            NewestDate = manifests.Count == 0 ? null : manifests.Max(m => m.Partitions.Keys.Last()),
            Unconfirmed = partitions.Count(p => p.UnconfirmedSince is not null),
            UnconfirmedSince = partitions.Min(p => p.UnconfirmedSince),
            Sums = sums,
            Waiting = entries.Count(e => e.Table == table && e.Outcome is InstanceOutcome.Listed or InstanceOutcome.Failed or InstanceOutcome.AwaitingSegments),
            Parked = entries.Count(e => e.Table == table && e.Outcome == InstanceOutcome.Parked),
        };
    }
}
