using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

/// <summary>
/// The step that writes the tables about the data: each file is made of what the lake holds and of nothing else, so equal lakes
/// make equal bytes, and a file that a killed or overtaken run left behind is put right by the next one. A processing date is
/// read only when its records or quality reports have changed since its files were made.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="directory">The apps seen.</param>
public sealed class ServiceTablesWriter(ObjectStore store, AppDirectory directory)
{
    /// <summary>Days before the run's date whose deliveries are looked at; Apple deletes instances after 35.</summary>
    public const int Days = 45;

    const int Parallel = 16;

    /// <summary>Writes what has changed.</summary>
    /// <exception cref="TransientLakeException">The lake cannot be read or written now; the step may be run again.</exception>
    public async Task<ServiceTablesOutcome> RunAsync(ServiceTablesInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var known = await store.ReadJsonAsync<Sources>(LakeLayout.ServiceTableSources, cancellation) ?? new();
        var fresh = new Dictionary<string, string>(StringComparer.Ordinal);
        var unchanged = 0;
        await WriteAsync(ServiceTables.Apps, ServiceTableFiles.Apps((await directory.ReadAsync(cancellation)).Values));
        await WriteAsync(ServiceTables.Territories, ServiceTableFiles.Territories());
        foreach (var (date, found) in await FindAsync(input, cancellation))
        {
            var key = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var fingerprint = Fingerprint(found);
            if (known.Made.GetValueOrDefault(key) == fingerprint)
            {
                unchanged += 2;
                continue;
            }

            var deliveries = await ReadAsync(found, cancellation);
            await PutAsync(LakeLayout.ServiceTable(ServiceTables.LoadAudit, date), ServiceTableFiles.LoadAudit(deliveries), cancellation);
            await PutAsync(LakeLayout.ServiceTable(ServiceTables.QualityResults, date), ServiceTableFiles.QualityResults(deliveries), cancellation);
            fresh[key] = fingerprint;
        }

        var oldest = input.Date.AddDays(-2 * Days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await store.UpdateJsonAsync<Sources>(LakeLayout.ServiceTableSources, present => (present ?? new()).With(fresh, oldest), cancellation);
        return new((fresh.Keys.Count(IsDate) * 2) + fresh.Keys.Count(k => !IsDate(k)), unchanged);

        async Task WriteAsync(string table, byte[] file)
        {
            var fingerprint = Convert.ToHexStringLower(SHA256.HashData(file));
            if (known.Made.GetValueOrDefault(table) == fingerprint)
            {
                unchanged++;
                return;
            }

            await PutAsync(LakeLayout.ServiceTable(table), file, cancellation);
            fresh[table] = fingerprint;
        }
    }

    // By processing date, what there is of every instance: its record and its quality report.
    async Task<SortedDictionary<DateOnly, List<ObjectInfo>>> FindAsync(ServiceTablesInput input, CancellationToken cancellation)
    {
        var (first, last) = (input.Date.AddDays(-Days), input.Date.AddDays(1));
        var months = new List<string>();
        for (var month = new DateOnly(first.Year, first.Month, 1); month <= last; month = month.AddMonths(1))
        {
            months.Add(month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        }

        var found = new SortedDictionary<DateOnly, List<ObjectInfo>>();
        var prefixes = from table in input.Tables.Where(t => ReportCatalogue.TryGet(t, out _)).Order(StringComparer.Ordinal)
                       from month in months
                       from folder in new[] { "quality", "raw" }
                       select $"{folder}/{table}/dt={month}-";
        foreach (var prefix in prefixes)
        {
            await foreach (var item in store.ListAsync(prefix, cancellation))
            {
                if (LakePlace.Of(item.Key) is { } place && place.Rest.EndsWith(".json", StringComparison.Ordinal) && place.Date >= first && place.Date <= last)
                {
                    (found.TryGetValue(place.Date, out var items) ? items : found[place.Date] = []).Add(item);
                }
            }
        }

        return found;
    }

    async Task<IReadOnlyList<Delivery>> ReadAsync(List<ObjectInfo> found, CancellationToken cancellation)
    {
        var records = new ConcurrentDictionary<string, InstanceRecord>(StringComparer.Ordinal);
        var reports = new ConcurrentDictionary<string, QualityReport>(StringComparer.Ordinal);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            found,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (item, inner) =>
            {
                var name = item.Key[(item.Key.IndexOf('/', StringComparison.Ordinal) + 1)..];
                if (item.Key[0] == 'r' && await store.ReadJsonAsync<InstanceRecord>(item.Key, inner) is { } record)
                {
                    records[name] = record;
                }
                else if (item.Key[0] == 'q' && await store.ReadJsonAsync<QualityReport>(item.Key, inner) is { } report)
                {
                    reports[name] = report;
                }
            });
        return [.. records.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new Delivery(r.Value, reports.GetValueOrDefault(r.Key)))];
    }

    // A listing of a folder has no entity tags; sizes and the number of objects tell enough there, as records and reports of an
    // instance are written once unless it is curated again.
    static string Fingerprint(List<ObjectInfo> found)
    {
        var text = string.Join('\n', found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Size} {f.ETag}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    async Task PutAsync(string key, byte[] file, CancellationToken cancellation) =>
        await store.PutAsync(key, file, PutOptions.Always with { ContentType = "application/vnd.apache.parquet" }, cancellation);

    static bool IsDate(string key) => char.IsAsciiDigit(key[0]);

    /// <summary>One instance: what landed, and what the audit said when it was curated.</summary>
    internal sealed record Delivery(InstanceRecord Record, QualityReport? Report);

    internal sealed record Sources
    {
        public int Version { get; init; } = 1;

        /// <summary>By processing date or table, the fingerprint of what its files were made from.</summary>
        public SortedDictionary<string, string> Made { get; init; } = new(StringComparer.Ordinal);

        public Sources With(IReadOnlyDictionary<string, string> fresh, string oldest)
        {
            var made = new SortedDictionary<string, string>(Made, StringComparer.Ordinal);
            foreach (var (key, fingerprint) in fresh)
            {
                made[key] = fingerprint;
            }

            foreach (var old in made.Keys.Where(k => IsDate(k) && string.CompareOrdinal(k, oldest) < 0).ToList())
            {
                made.Remove(old);
            }

            return this with { Made = made };
        }
    }
}
