using System.Collections.Concurrent;
using System.Globalization;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>The markers of what is not registered yet: written before the data by whoever publishes, gone after it is registered.</summary>
/// <param name="store">The lake.</param>
public sealed class RegistrationMarkers(ObjectStore store)
{
    const int Parallel = 32;

    /// <summary>Finds the partitions that are marked and published, by our table, and counts those that are marked only.</summary>
    public async Task<(SortedDictionary<string, List<CatalogPartition>> Ready, int Waiting)> FindAsync(CancellationToken cancellation = default)
    {
        var marked = new List<(string Table, CatalogPartition Partition)>();
        await foreach (var marker in store.ListAsync(LakeLayout.UnregisteredRoot, cancellation))
        {
            if (Parse(marker.Key[LakeLayout.UnregisteredRoot.Length..]) is { } found)
            {
                marked.Add(found);
            }
        }

        // A publish that was killed between marker and data, or is about to write the data, waits.
        var ready = await FilterAsync(marked, (m, inner) => IsPublishedAsync(m.Table, m.Partition, inner), cancellation);
        return (Group(ready), marked.Count - ready.Count);
    }

    /// <summary>Finds the deliveries that are marked, by our table.</summary>
    public async Task<SortedDictionary<string, List<RawPartition>>> FindRawAsync(CancellationToken cancellation = default)
    {
        var found = new SortedDictionary<string, List<RawPartition>>(StringComparer.Ordinal);
        await foreach (var marker in store.ListAsync(LakeLayout.UnregisteredRoot + TableSchemas.RawPrefix, cancellation))
        {
            var parts = marker.Key[LakeLayout.UnregisteredRoot.Length..].Split('/');
            if (parts.Length == 4 && Date(parts[1]) is { } date && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var app))
            {
                var table = parts[0][TableSchemas.RawPrefix.Length..];
                (found.TryGetValue(table, out var list) ? list : found[table] = []).Add(new(date, app, parts[3]));
            }
        }

        return found;
    }

    /// <summary>Finds the partitions that the catalogue was seen to hold without the lake. A marker that is no longer true goes.</summary>
    public async Task<SortedDictionary<string, List<CatalogPartition>>> FindSuperfluousAsync(CancellationToken cancellation = default)
    {
        var marked = new List<(string Table, CatalogPartition Partition)>();
        await foreach (var marker in store.ListAsync(LakeLayout.SuperfluousRoot, cancellation))
        {
            if (Parse(marker.Key[LakeLayout.SuperfluousRoot.Length..]) is { } found)
            {
                marked.Add(found);
            }
        }

        var absent = await FilterAsync(marked, async (m, inner) => !await IsPublishedAsync(m.Table, m.Partition, inner), cancellation);
        foreach (var (table, partition) in marked.Except(absent))
        {
            await store.DeleteAsync(LakeLayout.Superfluous(table, partition.Date, partition.AppId), cancellation);
        }

        return Group(absent);
    }

    /// <summary>Writes markers of partitions that are to be registered.</summary>
    public Task MarkAsync(string table, IEnumerable<CatalogPartition> partitions, CancellationToken cancellation = default) =>
        PutAsync(partitions.Select(p => LakeLayout.Unregistered(table, p.Date, p.AppId)), cancellation);

    /// <summary>Writes markers of partitions the catalogue is to lose.</summary>
    public Task MarkSuperfluousAsync(string table, IEnumerable<CatalogPartition> partitions, CancellationToken cancellation = default) =>
        PutAsync(partitions.Select(p => LakeLayout.Superfluous(table, p.Date, p.AppId)), cancellation);

    /// <summary>Writes markers of deliveries that are to be registered.</summary>
    public Task MarkAsync(string table, IEnumerable<RawPartition> partitions, CancellationToken cancellation = default) =>
        PutAsync(partitions.Select(p => LakeLayout.UnregisteredRaw(table, p.ProcessingDate, p.AppId, p.InstanceId)), cancellation);

    /// <summary>Takes markers away.</summary>
    public Task RemoveAsync(IEnumerable<string> markers, CancellationToken cancellation = default) =>
        System.Threading.Tasks.Parallel.ForEachAsync(markers, Options(cancellation), async (key, inner) => await store.DeleteAsync(key, inner));

    /// <summary>Whether a partition's data are in the lake.</summary>
    public async Task<bool> IsPublishedAsync(string table, CatalogPartition partition, CancellationToken cancellation = default) =>
        await store.HeadAsync(LakeLayout.Partition(table, partition.Date, partition.AppId), cancellation) is not null;

    Task PutAsync(IEnumerable<string> keys, CancellationToken cancellation) =>
        System.Threading.Tasks.Parallel.ForEachAsync(keys, Options(cancellation), async (key, inner) => await store.PutAsync(key, ReadOnlyMemory<byte>.Empty, PutOptions.Always, inner));

    static async Task<IReadOnlyCollection<T>> FilterAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task<bool>> predicate, CancellationToken cancellation)
    {
        var passed = new ConcurrentBag<T>();
        await System.Threading.Tasks.Parallel.ForEachAsync(items, Options(cancellation), async (item, inner) =>
        {
            if (await predicate(item, inner))
            {
                passed.Add(item);
            }
        });
        return passed;
    }

    static SortedDictionary<string, List<CatalogPartition>> Group(IEnumerable<(string Table, CatalogPartition Partition)> partitions) => new(
        partitions.GroupBy(p => p.Table).ToDictionary(g => g.Key, g => g.Select(p => p.Partition).OrderBy(p => p.Date).ThenBy(p => p.AppId).ToList()), StringComparer.Ordinal);

    static ParallelOptions Options(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };

    static (string Table, CatalogPartition Partition)? Parse(string key)
    {
        var parts = key.Split('/');
        return parts.Length == 3 && Date(parts[1]) is { } date && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var app)
            ? (parts[0], new CatalogPartition(date, app))
            : null;
    }

    static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
