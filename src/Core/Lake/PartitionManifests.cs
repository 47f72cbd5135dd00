using System.Runtime.CompilerServices;
using AppleAnalytics.Curation;

namespace AppleAnalytics.Lake;

/// <summary>
/// The manifests of published partitions, one per table and app: what status, freshness and totals read instead of a query
/// engine. Written after the data, so a manifest may lag behind a killed publish until its replay.
/// </summary>
/// <param name="store">The lake.</param>
public class PartitionManifests(ObjectStore store)
{
    /// <summary>Reads one manifest.</summary>
    /// <returns>The manifest, without partitions when nothing was ever published.</returns>
    public virtual async Task<PartitionManifest> ReadAsync(string table, long appId, CancellationToken cancellation = default) =>
        await store.ReadJsonAsync<PartitionManifest>(LakeLayout.Manifest(table, appId), cancellation) ?? None(table, appId);

    /// <summary>Takes a delivery in.</summary>
    /// <param name="table">Our table.</param>
    /// <param name="appId">Apple's identifier of the app.</param>
    /// <param name="vintage">The delivery.</param>
    /// <param name="published">The partitions that now stand from it.</param>
    /// <param name="lacks">Dates it should have held and did not.</param>
    /// <param name="pins">Pins and exclusions.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The manifest as it now stands.</returns>
    public virtual Task<PartitionManifest> RecordAsync(
        string table,
        long appId,
        Vintage vintage,
        IReadOnlyDictionary<DateOnly, PartitionEntry> published,
        IReadOnlyList<DateRange> lacks,
        PinSet pins,
        CancellationToken cancellation = default) =>
        RecordAsync(table, appId, [new(vintage, published, lacks, pins)], cancellation);

    private protected Task<PartitionManifest> RecordAsync(
        string table, long appId, IReadOnlyList<RecordedDelivery> deliveries, CancellationToken cancellation) =>
        store.UpdateJsonAsync<PartitionManifest>(
            LakeLayout.Manifest(table, appId),
            present => deliveries.Skip(1).Aggregate((present ?? None(table, appId)).With(deliveries[0]), (manifest, delivery) => manifest.Take(delivery)),
            cancellation);

    /// <summary>Reads the manifests of all tables, or of one, in order of table and app.</summary>
    public async IAsyncEnumerable<PartitionManifest> ReadAllAsync(string? table = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var prefix = table is null ? LakeLayout.ManifestRoot : $"{LakeLayout.ManifestRoot}{table}/";
        await foreach (var found in store.ListAsync(prefix, cancellation))
        {
            if (await store.ReadJsonAsync<PartitionManifest>(found.Key, cancellation) is { } manifest)
            {
                yield return manifest;
            }
        }
    }

    static PartitionManifest None(string table, long appId) => new() { Table = table, AppId = appId };
}
