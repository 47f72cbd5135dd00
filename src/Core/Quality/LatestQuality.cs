using System.Collections.Concurrent;
using System.Globalization;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Quality;

/// <summary>Finds what the audit said of the newest delivery of every app and table.</summary>
/// <param name="store">The lake.</param>
/// <param name="time">Says where to begin looking.</param>
public sealed class LatestQuality(ObjectStore store, TimeProvider time)
{
    // Where nothing is newer, a lake of old files is read whole.
    const int MonthsBack = 6;

    const int Parallel = 16;

    /// <summary>Reads them.</summary>
    /// <param name="tables">The tables, as the catalogue spells them; those without audits are left out.</param>
    /// <param name="apps">Apple's identifiers of the apps; empty for all.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>One report per app and table, by app and then by table.</returns>
    public async Task<IReadOnlyList<QualityReport>> ReadAsync(
        IReadOnlyCollection<string> tables, IReadOnlyCollection<long> apps, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(apps);
        var keys = new List<string>();
        foreach (var table in tables.Distinct())
        {
            keys.AddRange(await NewestAsync(table, apps, cancellation));
        }

        var read = new ConcurrentBag<QualityReport>();
        await System.Threading.Tasks.Parallel.ForEachAsync(
            keys,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (key, inner) =>
            {
                if (await store.ReadJsonAsync<QualityReport>(key, inner) is { } report)
                {
                    read.Add(report);
                }
            });

        // Of several deliveries of one day the one whose rows stand in the end.
        return
        [
            .. read.GroupBy(r => (r.AppId, r.Table)).OrderBy(g => g.Key.AppId).ThenBy(g => g.Key.Table, StringComparer.Ordinal)
                .Select(g => g.OrderBy(r => r.AccessType != AccessType.Ongoing).ThenByDescending(r => r.InstanceId, StringComparer.Ordinal).First()),
        ];
    }

    async Task<IEnumerable<string>> NewestAsync(string table, IReadOnlyCollection<long> apps, CancellationToken cancellation)
    {
        var newest = new Dictionary<long, (DateOnly Date, List<string> Keys)>();
        var tomorrow = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
        var month = new DateOnly(tomorrow.Year, tomorrow.Month, 1);
        for (var back = 0; back < MonthsBack; back++)
        {
            var found = newest.Count > 0;
            await AddAsync($"quality/{table}/dt={month.AddMonths(-back).ToString("yyyy-MM", CultureInfo.InvariantCulture)}-");
            if (found)
            {
                // Apple keeps deliveries for 35 days: who has none in two months has none to show.
                break;
            }
        }

        if (newest.Count == 0)
        {
            await AddAsync($"quality/{table}/");
        }

        return newest.Values.SelectMany(n => n.Keys);

        async Task AddAsync(string prefix)
        {
            await foreach (var item in store.ListAsync(prefix, cancellation))
            {
                if (LakePlace.Of(item.Key) is not { } place || (apps.Count > 0 && !apps.Contains(place.AppId)))
                {
                    continue;
                }

                var order = newest.TryGetValue(place.AppId, out var held) ? place.Date.CompareTo(held.Date) : 1;
                if (order > 0)
                {
                    newest[place.AppId] = (place.Date, [item.Key]);
                }
                else if (order == 0)
                {
                    held.Keys.Add(item.Key);
                }
            }
        }
    }
}
