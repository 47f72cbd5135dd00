using System.Globalization;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>
/// Compares what Athena counts and lists with the lake's manifests. A partition that Athena lacks is marked to be registered, one
/// that the lake lacks to be taken away; rows that differ are reported.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="manifests">What is published.</param>
/// <param name="markers">What is marked.</param>
/// <param name="options">The catalogue's settings.</param>
public sealed class CatalogComparison(ObjectStore store, PartitionManifests manifests, RegistrationMarkers markers, CatalogOptions options)
{
    const int MostSentences = 5;

    /// <summary>Compares the rows of some dates: date, app, rows.</summary>
    public async Task<RegisterOutcome> CountRowsAsync(CatalogStatement statement, IAsyncEnumerable<IReadOnlyList<string?>> rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(rows);
        var (from, to) = (statement.Dates[0], statement.Dates[^1]);
        var counted = new Dictionary<CatalogPartition, long>();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            counted[Partition(row)] = long.Parse(row[2]!, CultureInfo.InvariantCulture);
        }

        List<CatalogPartition> missing = [];
        List<string> different = [];
        await foreach (var manifest in manifests.ReadAllAsync(statement.Source, cancellation))
        {
            foreach (var (date, entry) in manifest.Partitions.Where(p => p.Key >= from && p.Key <= to))
            {
                var partition = new CatalogPartition(date, manifest.AppId);
                if (!counted.TryGetValue(partition, out var count))
                {
                    if (entry.Rows > 0)
                    {
                        missing.Add(partition);
                    }
                }
                else if (count != entry.Rows)
                {
                    different.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{statement.Table}, {date:yyyy-MM-dd}, app {manifest.AppId}: Athena counts {count} rows, the lake's manifest says {entry.Rows}."));
                }
            }
        }

        if (!options.Projection)
        {
            await markers.MarkAsync(statement.Source, missing, cancellation);
        }

        return new()
        {
            Differences =
            [
                .. Summed(missing, p => string.Create(CultureInfo.InvariantCulture, $"{statement.Table}, {p.Date:yyyy-MM-dd}, app {p.AppId}: in the lake, and Athena shows no rows of it.")),
                .. Summed(different, d => d),
            ],
            Checks =
            [
                new()
                {
                    Table = statement.Source,
                    From = from,
                    To = to,
                    Partitions = counted.Count,
                    Rows = counted.Values.Sum(),
                    NewestDate = counted.Count == 0 ? null : counted.Keys.Max(p => p.Date),
                    Missing = missing.Count,
                    Different = different.Count,
                },
            ],
        };
    }

    /// <summary>Compares the partitions of all dates: date, number, sum of the apps' ids. Leaves behind the dates that differ.</summary>
    public async Task<RegisterOutcome> CountPartitionsAsync(
        CatalogStatement statement, string runId, IAsyncEnumerable<IReadOnlyList<string?>> rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(rows);
        var counted = new Dictionary<DateOnly, (long Count, decimal Apps)>();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            counted[Date(row[0]!)] = (long.Parse(row[1]!, CultureInfo.InvariantCulture), decimal.Parse(row[2]!, CultureInfo.InvariantCulture));
        }

        var published = new Dictionary<DateOnly, (long Count, decimal Apps)>();
        await foreach (var manifest in manifests.ReadAllAsync(statement.Source, cancellation))
        {
            foreach (var date in manifest.Partitions.Keys)
            {
                var (count, apps) = published.GetValueOrDefault(date);
                published[date] = (count + 1, apps + manifest.AppId);
            }
        }

        List<DateOnly> differing = [.. published.Keys.Union(counted.Keys).Where(d => published.GetValueOrDefault(d) != counted.GetValueOrDefault(d)).Order()];
        if (differing.Count > 0)
        {
            await store.PutJsonAsync(LakeLayout.DifferingDates(runId, statement.Source), new DifferingDates(differing), cancellation);
        }

        return new();
    }

    /// <summary>Compares the partitions of some dates: date, app. Marks what is missing on either side.</summary>
    public async Task<RegisterOutcome> ListPartitionsAsync(CatalogStatement statement, IAsyncEnumerable<IReadOnlyList<string?>> rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(rows);
        var registered = new HashSet<CatalogPartition>();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            registered.Add(Partition(row));
        }

        var dates = statement.Dates.ToHashSet();
        var published = new HashSet<CatalogPartition>();
        await foreach (var manifest in manifests.ReadAllAsync(statement.Source, cancellation))
        {
            published.UnionWith(manifest.Partitions.Keys.Where(dates.Contains).Select(d => new CatalogPartition(d, manifest.AppId)));
        }

        // A manifest is written after the data, so the data themselves are asked before anything is taken away.
        var missing = Sorted(published.Except(registered));
        List<CatalogPartition> superfluous = [];
        foreach (var partition in Sorted(registered.Except(published)))
        {
            if (!await markers.IsPublishedAsync(statement.Source, partition, cancellation))
            {
                superfluous.Add(partition);
            }
        }

        await markers.MarkAsync(statement.Source, missing, cancellation);
        await markers.MarkSuperfluousAsync(statement.Source, superfluous, cancellation);
        return new()
        {
            Differences =
            [
                .. Summed(missing, p => string.Create(CultureInfo.InvariantCulture, $"{statement.Table}, {p.Date:yyyy-MM-dd}, app {p.AppId}: in the lake and not registered.")),
                .. Summed(superfluous, p => string.Create(CultureInfo.InvariantCulture, $"{statement.Table}, {p.Date:yyyy-MM-dd}, app {p.AppId}: registered and not in the lake.")),
            ],
        };
    }

    static IEnumerable<string> Summed<T>(IReadOnlyCollection<T> items, Func<T, string> describe) =>
        items.Count <= MostSentences ? items.Select(describe) : items.Take(MostSentences - 1).Select(describe).Append($"And {items.Count - MostSentences + 1} partitions more like the last one.");

    static List<CatalogPartition> Sorted(IEnumerable<CatalogPartition> partitions) => [.. partitions.OrderBy(p => p.Date).ThenBy(p => p.AppId)];

    static CatalogPartition Partition(IReadOnlyList<string?> row) => new(Date(row[0]!), long.Parse(row[1]!, CultureInfo.InvariantCulture));

    static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
