using AppleAnalytics.Curation;

namespace AppleAnalytics.Lake;

/// <summary>
/// The manifests while one process publishes many deliveries one after another: each is read once, changed in memory, and written
/// when asked for. Writing a manifest of a thousand dates a thousand times would cost more than curating them. A kill before
/// <see cref="WriteAsync"/> leaves manifests that lag behind, as a kill after publishing always does, and the replay catches up.
/// </summary>
/// <param name="store">The lake.</param>
public sealed class ManifestBatch(ObjectStore store) : PartitionManifests(store)
{
    readonly Dictionary<(string Table, long AppId), Pending> _pending = [];

    /// <inheritdoc/>
    public override async Task<PartitionManifest> ReadAsync(string table, long appId, CancellationToken cancellation = default) =>
        (await PendingAsync(table, appId, cancellation)).Manifest;

    /// <inheritdoc/>
    public override async Task<PartitionManifest> RecordAsync(
        string table,
        long appId,
        Vintage vintage,
        IReadOnlyDictionary<DateOnly, PartitionEntry> published,
        IReadOnlyList<DateRange> lacks,
        PinSet pins,
        CancellationToken cancellation = default)
    {
        var pending = await PendingAsync(table, appId, cancellation);
        var delivery = new RecordedDelivery(vintage, published, lacks, pins);
        pending.Deliveries.Add(delivery);
        return pending.Manifest = pending.Manifest.Take(delivery);
    }

    /// <summary>Writes what was recorded since the last time, over whatever others wrote meanwhile.</summary>
    /// <exception cref="TransientLakeException">The lake cannot be written now; what was recorded is kept for another try.</exception>
    public async Task WriteAsync(CancellationToken cancellation = default)
    {
        foreach (var ((table, appId), pending) in _pending.ToList())
        {
            if (pending.Deliveries.Count > 0)
            {
                await RecordAsync(table, appId, pending.Deliveries, cancellation);
            }

            _pending.Remove((table, appId));
        }
    }

    async Task<Pending> PendingAsync(string table, long appId, CancellationToken cancellation)
    {
        if (!_pending.TryGetValue((table, appId), out var pending))
        {
            pending = new(await base.ReadAsync(table, appId, cancellation));
            _pending.Add((table, appId), pending);
        }

        return pending;
    }

    sealed class Pending(PartitionManifest manifest)
    {
        public PartitionManifest Manifest { get; set; } = manifest;

        public List<RecordedDelivery> Deliveries { get; } = [];
    }
}
