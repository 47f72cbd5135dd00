using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Catalog;

/// <summary>What the newest file of every table has against what it has to have, for engines that read the folders themselves.</summary>
/// <param name="store">The lake.</param>
/// <param name="manifests">What is published.</param>
public sealed class LakeSchemaCheck(ObjectStore store, PartitionManifests manifests) : SchemaCheck
{
    /// <inheritdoc/>
    public override async Task<SchemaReport> RunAsync(CancellationToken cancellation = default)
    {
        var newest = new SortedDictionary<string, (CatalogPartition Partition, IReadOnlyList<string> Extras)>(StringComparer.Ordinal);
        await foreach (var manifest in manifests.ReadAllAsync(table: null, cancellation))
        {
            if (manifest.Partitions.Count > 0 && manifest.Partitions.Last() is var (date, entry)
                && (!newest.TryGetValue(manifest.Table, out var present) || present.Partition.Date < date))
            {
                newest[manifest.Table] = (new(date, manifest.AppId), entry.ExtraColumns ?? []);
            }
        }

        var tables = new List<SchemaReportTable>();
        foreach (var (table, (partition, extras)) in newest)
        {
            tables.Add(await CheckAsync(TableSchemas.Get(table, extras), LakeLayout.Partition(table, partition.Date, partition.AppId), cancellation));
        }

        return new() { Catalog = CatalogKind.Local, Tables = tables };
    }

    async Task<SchemaReportTable> CheckAsync(TableSchema schema, string key, CancellationToken cancellation)
    {
        List<string> differences = [];
        if (await store.ReadAsync(key, cancellation) is not { } file)
        {
            differences.Add($"{key} is not in the lake, though the manifest names it");
        }
        else
        {
            using var content = new MemoryStream(file.Content, writable: false);
            var has = ParquetFooterReader.Read(content).Columns.ToDictionary(c => c.Name, c => TableSchemas.TypeName(c.Type), StringComparer.Ordinal);
            foreach (var column in schema.Columns)
            {
                if (!has.TryGetValue(column.Name, out var type))
                {
                    differences.Add($"{key} has no column {column.Name} ({column.Type})");
                }
                else if (type != column.Type)
                {
                    differences.Add($"{key} has the column {column.Name} as {type} and not {column.Type}");
                }
            }

            differences.AddRange(has.Keys.Where(name => !schema.Columns.Any(c => c.Name == name)).Select(name => $"{key} has a column {name} that is not known"));
        }

        return new()
        {
            Table = schema.Name,
            State = differences.Count == 0 ? SchemaState.Agrees : SchemaState.Behind,
            Differences = differences,
            Columns = schema.Columns,
            PartitionKeys = schema.PartitionKeys,
        };
    }
}
