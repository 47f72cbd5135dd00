using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>Reads landed instances: their records and their segments.</summary>
/// <param name="store">The lake.</param>
public sealed class RawInstances(ObjectStore store)
{
    /// <summary>Reads an instance's record.</summary>
    /// <returns>Null when the instance has not landed whole.</returns>
    public Task<InstanceRecord?> ReadAsync(InstanceReference instance, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return store.ReadJsonAsync<InstanceRecord>(
            LakeLayout.InstanceRecord(instance.Table, instance.ProcessingDate, instance.AppId, instance.InstanceId), cancellation);
    }

    /// <summary>What to give the curator for an instance.</summary>
    public CurationInput ToInput(TableDefinition table, InstanceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var segments = record.Segments.OrderBy(s => s.Id, StringComparer.Ordinal)
            .Select(s => new SegmentSource(s.Id, cancellation => OpenAsync(record, s, cancellation)));
        return new(table, record.AppId, record.Vintage, [.. segments]);
    }

    async ValueTask<Stream> OpenAsync(InstanceRecord record, SegmentRecord segment, CancellationToken cancellation)
    {
        var key = LakeLayout.RawSegment(record.Table, record.ProcessingDate, record.AppId, record.InstanceId, segment.Id);
        var content = await store.OpenContentAsync(key, cancellation) ?? throw new LakeException(
            $"{key} is missing in the lake {store.Location}, though the record beside it names it. Delete that record ({record.InstanceId}.json); while Apple keeps the instance, the next run lands it again.");
        if (content.CanSeek && content.Length != segment.Bytes)
        {
            var length = content.Length;
            await content.DisposeAsync();
            throw new LakeException(
                $"{key} in the lake {store.Location} has {length} bytes and was landed with {segment.Bytes}. Restore it, or delete the record ({record.InstanceId}.json) beside it to have it landed again.");
        }

        return content;
    }
}
