using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

/// <summary>
/// The catalogue of a lake whose engine reads the folders itself, such as DuckDB: nothing is registered with anyone. Keeps
/// the list of tables with their columns under <c>state/catalog/</c>, for people and for tools that write views.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="manifests">What is published.</param>
public sealed class LocalCatalog(ObjectStore store, PartitionManifests manifests) : TableCatalog
{
    /// <inheritdoc/>
    public override async Task RegisterAsync(string table, IReadOnlyCollection<CatalogPartition> partitions, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        foreach (var partition in partitions)
        {
            var key = LakeLayout.Partition(table, partition.Date, partition.AppId);
            if (await store.HeadAsync(key, cancellation) is null)
            {
                throw new CatalogException($"{key} is to be registered and is not in the lake {store.Location}. Rebuild it with recurate.");
            }
        }

        await store.PutJsonAsync($"state/catalog/{table}.json", await DescribeAsync(table, cancellation), cancellation);
    }

    async Task<CatalogTable> DescribeAsync(string table, CancellationToken cancellation)
    {
        var extras = new SortedSet<string>(StringComparer.Ordinal);
        var (apps, partitions) = (0, 0);
        await foreach (var manifest in manifests.ReadAllAsync(table, cancellation))
        {
            extras.UnionWith(manifest.Partitions.Values.SelectMany(p => p.ExtraColumns ?? []));
            apps += manifest.Partitions.Count > 0 ? 1 : 0;
            partitions += manifest.Partitions.Count;
        }

        var schema = TableSchemas.Get(table, extras);
        return new(schema.Name, schema.Comment, schema.Folder, schema.Columns, schema.PartitionKeys, apps, partitions);
    }

    internal sealed record CatalogTable(
        string Name, string Comment, string Location, IReadOnlyList<SchemaColumn> Columns, IReadOnlyList<SchemaColumn> PartitionKeys, int Apps, int Partitions);
}
