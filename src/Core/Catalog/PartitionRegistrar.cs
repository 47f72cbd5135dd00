using System.Globalization;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>
/// The step that sweeps the markers of unregistered partitions, also those that earlier or killed runs left, into the
/// catalogue. A marker goes after its partition is registered; one whose partition is not published yet stays.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="catalog">The catalogue.</param>
public sealed class PartitionRegistrar(ObjectStore store, TableCatalog catalog)
{
    /// <summary>Registers what is marked.</summary>
    /// <exception cref="TransientLakeException">The lake cannot be read or written now; the step may be run again.</exception>
    public async Task<RegisterOutcome> RunAsync(RegisterInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (ready, waiting) = await FindAsync(cancellation);
        var outcome = new RegisterOutcome { Waiting = waiting };
        foreach (var (table, partitions) in ready)
        {
            try
            {
                await catalog.RegisterAsync(table, partitions, cancellation);
            }
            catch (CatalogException fault)
            {
                outcome = outcome with { Failed = outcome.Failed + partitions.Count, Message = outcome.Message.Length > 0 ? outcome.Message : fault.Message };
                continue;
            }

            foreach (var partition in partitions)
            {
                await store.DeleteAsync(LakeLayout.Unregistered(table, partition.Date, partition.AppId), cancellation);
            }

            outcome = outcome with { Registered = outcome.Registered + partitions.Count };
        }

        return outcome;
    }

    async Task<(SortedDictionary<string, List<CatalogPartition>> Ready, int Waiting)> FindAsync(CancellationToken cancellation)
    {
        var ready = new SortedDictionary<string, List<CatalogPartition>>(StringComparer.Ordinal);
        var waiting = 0;
        await foreach (var marker in store.ListAsync(LakeLayout.UnregisteredRoot, cancellation))
        {
            if (Parse(marker.Key) is not var (table, partition))
            {
                continue;
            }

            // A publish that was killed between marker and data, or is about to write the data.
            if (await store.HeadAsync(LakeLayout.Partition(table, partition.Date, partition.AppId), cancellation) is null)
            {
                waiting++;
                continue;
            }

            if (!ready.TryGetValue(table, out var partitions))
            {
                ready[table] = partitions = [];
            }

            partitions.Add(partition);
        }

        return (ready, waiting);
    }

    static (string Table, CatalogPartition Partition)? Parse(string key)
    {
        var parts = key[LakeLayout.UnregisteredRoot.Length..].Split('/');
        return parts.Length == 3
            && DateOnly.TryParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var app)
                ? (parts[0], new CatalogPartition(date, app))
                : null;
    }
}
