using System.Globalization;
using System.Text.Json;
using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using AppleAnalytics.Reviews;

namespace AppleAnalytics.Curation;

/// <summary>
/// Makes manifests again from what they are caches of: the partitions' own metadata, and for what is unconfirmed the records and
/// audits of recent deliveries. A manifest that is right stays as it is, byte for byte.
/// </summary>
/// <param name="store">The lake.</param>
/// <param name="pins">Pins and exclusions.</param>
public sealed class ManifestRebuilder(ObjectStore store, Pins pins)
{
    const int Attempts = 10;

    /// <summary>Makes the manifests of a table.</summary>
    /// <param name="table">Our table, reviews included.</param>
    /// <param name="cancellation">Cancels the operation; what was written stays.</param>
    /// <exception cref="TransientLakeException">The lake cannot be reached, or runs were faster every time.</exception>
    public async Task<ManifestsOutcome> RunAsync(string table, CancellationToken cancellation = default)
    {
        var apps = (await FindAsync($"curated/{table}/", cancellation)).Select(app => app.Key).Order().ToList();
        var unreadable = new SortedSet<string>(StringComparer.Ordinal);
        var (waiting, rewritten) = (apps, 0);
        for (var attempt = 1; waiting.Count > 0; attempt++)
        {
            if (attempt > Attempts)
            {
                throw new TransientLakeException($"{LakeLayout.Manifest(table, waiting[0])} in the lake {store.Location} was changed by runs {Attempts} times in a row while it was made again; do it when none is going on.");
            }

            // Read before the partitions: a run that publishes meanwhile changes it, and then it is made again from all anew.
            var present = new Dictionary<long, (byte[] Content, string ETag)?>();
            foreach (var app in waiting)
            {
                present[app] = await store.ReadAsync(LakeLayout.Manifest(table, app), cancellation);
            }

            var partitions = await FindAsync($"curated/{table}/", cancellation);
            var landed = await FindAsync($"raw/{table}/", cancellation);
            var inForce = await pins.ReadAsync(cancellation);
            var overtaken = new List<long>();
            foreach (var app in waiting)
            {
                var manifest = new PartitionManifest
                {
                    Table = table,
                    AppId = app,
                    Partitions = await EntriesAsync(table, partitions[app], Known(present[app]?.Content), unreadable, cancellation),
                };
                foreach (var (vintage, lacks) in table == ReportCatalogue.Reviews ? [] : await LacksAsync(ReportCatalogue.Get(table), landed[app], cancellation))
                {
                    manifest = manifest.With(new(vintage, new Dictionary<DateOnly, PartitionEntry>(), lacks, inForce));
                }

                var made = LakeJson.Serialize(manifest);
                if (present[app] is { } there && there.Content.AsSpan().SequenceEqual(made))
                {
                    continue;
                }

                var condition = present[app] is { } old ? PutOptions.IfMatch(old.ETag) : PutOptions.IfAbsent;
                if ((await store.PutAsync(LakeLayout.Manifest(table, app), made, condition with { ContentType = "application/json" }, cancellation)).Written)
                {
                    rewritten++;
                }
                else
                {
                    overtaken.Add(app);
                }
            }

            waiting = overtaken;
        }

        return new(apps.Count, rewritten, [.. unreadable]);
    }

    /// <summary>The keys under a prefix by app, with their dates.</summary>
    async Task<ILookup<long, (DateOnly Date, string Key)>> FindAsync(string prefix, CancellationToken cancellation)
    {
        var found = new List<(LakePlace Place, string Key)>();
        await foreach (var item in store.ListAsync(prefix, cancellation))
        {
            if (LakePlace.Of(item.Key) is { } place)
            {
                found.Add((place, item.Key));
            }
        }

        return found.ToLookup(f => f.Place.AppId, f => (f.Place.Date, f.Key));
    }

    async Task<SortedDictionary<DateOnly, PartitionEntry>> EntriesAsync(
        string table, IEnumerable<(DateOnly Date, string Key)> partitions, PartitionManifest? known, SortedSet<string> unreadable, CancellationToken cancellation)
    {
        var entries = new SortedDictionary<DateOnly, PartitionEntry>();
        foreach (var (date, key) in partitions)
        {
            if (await ReadEntryAsync(table, date, key, cancellation) is not { } entry)
            {
                unreadable.Add(key);
                continue;
            }

            // For how long a date has been unconfirmed may be older than the deliveries that are looked at.
            var before = known?.Partitions.GetValueOrDefault(date);
            entries[date] = entry with { UnconfirmedSince = before?.Vintage == entry.Vintage ? before.UnconfirmedSince : null };
        }

        return entries;
    }

    async Task<PartitionEntry?> ReadEntryAsync(string table, DateOnly date, string key, CancellationToken cancellation)
    {
        if (await store.ReadAsync(key, cancellation) is not { } file)
        {
            return null;
        }

        try
        {
            using var content = new MemoryStream(file.Content);
            var footer = ParquetFooterReader.Read(content);
            var about = footer.KeyValueMetadata;
            if (table == ReportCatalogue.Reviews)
            {
                return ReviewsPublisher.Entry(date, footer.Rows, file.Content.Length);
            }

            var known = TableSchema.Of(ReportCatalogue.Get(table)).Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            var extras = footer.Columns.Select(c => c.Name).Where(name => !known.Contains(name)).ToList();
            return new()
            {
                Vintage = Vintage.Parse(about[PartitionMetadata.Vintage]),
                Rows = footer.Rows,
                Bytes = file.Content.Length,
                Sums = JsonSerializer.Deserialize<Dictionary<string, decimal>>(about[PartitionMetadata.Sums]) ?? [],
                SchemaVersion = int.Parse(about[PartitionMetadata.SchemaVersion], CultureInfo.InvariantCulture),
                ExtraColumns = extras.Count == 0 ? null : extras,
            };
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or KeyNotFoundException or FormatException or JsonException)
        {
            // Such a file is no partition; the outcome names it.
            return null;
        }
    }

    async Task<IEnumerable<(Vintage Vintage, IReadOnlyList<DateRange> Lacks)>> LacksAsync(
        TableDefinition table, IEnumerable<(DateOnly Date, string Key)> landed, CancellationToken cancellation)
    {
        var deliveries = new List<(Vintage Vintage, IReadOnlyList<DateRange> Lacks)>();
        foreach (var (_, key) in landed)
        {
            if (key.EndsWith(".json", StringComparison.Ordinal)
                && await store.ReadJsonAsync<InstanceRecord>(key, cancellation) is { } record
                && await HeldAsync(record, cancellation) is { } held
                && InstancePublisher.Lacks(table, record, held) is { Count: > 0 } lacks)
            {
                deliveries.Add((record.Vintage, lacks));
            }
        }

        return deliveries.OrderBy(d => d.Vintage);
    }

    /// <summary>The dates a delivery held; null when it was never published, so that it says nothing about dates.</summary>
    async Task<HashSet<DateOnly>?> HeldAsync(InstanceRecord record, CancellationToken cancellation)
    {
        if (record.Content != InstanceContent.Rows)
        {
            return [];
        }

        var audit = await store.ReadJsonAsync<QualityReport>(LakeLayout.Quality(record.Table, record.ProcessingDate, record.AppId, record.InstanceId), cancellation);
        return audit is null or { Blocked: true } ? null : [.. audit.Dates.Select(d => d.Date)];
    }

    static PartitionManifest? Known(byte[]? content)
    {
        try
        {
            return content is null ? null : LakeJson.Deserialize<PartitionManifest>(content, "");
        }
        catch (LakeException)
        {
            // A damaged manifest tells nothing; that is why it is made again.
            return null;
        }
    }
}
