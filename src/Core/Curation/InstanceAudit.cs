using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// Audits a curated instance and writes its quarantine file and quality report. Auditing it again, also after it was
/// published, gives the same report.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="manifests">What stands published.</param>
/// <param name="gate">The rules.</param>
public sealed class InstanceAudit(ObjectStore store, PartitionManifests manifests, QualityGate gate)
{
    /// <summary>Audits an instance.</summary>
    /// <returns>The report, and the footers of the encoded files that can be read.</returns>
    public async Task<(QualityReport Report, IReadOnlyDictionary<DateOnly, ParquetFooter?> Footers)> RunAsync(
        TableDefinition table, InstanceRecord record, CuratedInstance instance, QualityThresholds thresholds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(instance);
        var key = LakeLayout.Quality(record.Table, record.ProcessingDate, record.AppId, record.InstanceId);
        var footers = ReadFooters(instance);
        var report = gate.Audit(new()
        {
            Table = table,
            AppId = record.AppId,
            Vintage = record.Vintage,
            Instance = instance,
            Footers = footers,
            Baselines = await ReadBaselinesAsync(record, instance, key, cancellation),
            Thresholds = thresholds,
        });
        await WriteQuarantineAsync(record, instance, cancellation);
        await store.PutJsonAsync(key, report, cancellation);
        return (report, footers);
    }

    static Dictionary<DateOnly, ParquetFooter?> ReadFooters(CuratedInstance instance)
    {
        var footers = new Dictionary<DateOnly, ParquetFooter?>();
        foreach (var date in instance.Dates)
        {
            using var file = date.OpenRead();
            footers[date.Date] = TryReadFooter(file);
        }

        return footers;
    }

    static ParquetFooter? TryReadFooter(Stream file)
    {
        try
        {
            return ParquetFooterReader.Read(file);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            // The rule about footers turns this into a critical finding.
            return null;
        }
    }

    // A snapshot restates no daily delivery: it fills what they lack, or replaces them because a person asked for it.
    static bool StandsBeside(InstanceRecord record, PartitionEntry standing) =>
        record.AccessType == AccessType.OneTimeSnapshot && standing.Vintage.AccessType == AccessType.Ongoing;

    async Task<IReadOnlyDictionary<DateOnly, QualityBaseline>> ReadBaselinesAsync(
        InstanceRecord record, CuratedInstance instance, string key, CancellationToken cancellation)
    {
        var baselines = new Dictionary<DateOnly, QualityBaseline>();
        var manifest = await manifests.ReadAsync(record.Table, record.AppId, cancellation);
        foreach (var date in instance.Dates.Select(d => d.Date))
        {
            if (manifest.Partitions.TryGetValue(date, out var entry) && entry.Vintage.CompareTo(record.Vintage) < 0 && !StandsBeside(record, entry))
            {
                baselines[date] = new(entry.Vintage, entry.Rows, entry.Sums);
            }
        }

        // Where this delivery or a newer one already stands, what it was compared with the first time is in its own report.
        var earlier = await store.ReadJsonAsync<QualityReport>(key, cancellation);
        foreach (var date in earlier?.Dates ?? [])
        {
            if (date.ComparedWith is not null && !baselines.ContainsKey(date.Date))
            {
                baselines[date.Date] = date.ComparedWith;
            }
        }

        return baselines;
    }

    Task WriteQuarantineAsync(InstanceRecord record, CuratedInstance instance, CancellationToken cancellation)
    {
        var key = LakeLayout.Quarantine(record.Table, record.ProcessingDate, record.AppId, record.InstanceId);
        return instance.Quarantine.IsEmpty
            ? store.DeleteAsync(key, cancellation)
            : store.PutAsync(key, instance.Quarantine, new PutOptions { ContentType = "text/csv" }, cancellation);
    }
}
