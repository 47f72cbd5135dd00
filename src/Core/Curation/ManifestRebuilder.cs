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
        var (apps, unreadable) = (new SortedSet<long>(), new SortedSet<string>(StringComparer.Ordinal));
        await foreach (var found in store.ListAsync($"curated/{table}/", cancellation))
        {
            if (Place(found.Key) is { } place)
            {
                apps.Add(place.AppId);
            }
        }

        var rewritten = 0;
        foreach (var app in apps)
        {
            rewritten += await RebuildAsync(table, app, unreadable, cancellation) ? 1 : 0;
        }

        return new(apps.Count, rewritten, [.. unreadable]);
    }

    async Task<bool> RebuildAsync(string table, long appId, SortedSet<string> unreadable, CancellationToken cancellation)
    {
        var key = LakeLayout.Manifest(table, appId);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            // Read before the partitions: a run that publishes meanwhile changes it, and then all is read again.
            var present = await store.ReadAsync(key, cancellation);
            var made = LakeJson.Serialize(await MakeAsync(table, appId, Known(present?.Content), unreadable, cancellation));
            if (present is { } there && there.Content.AsSpan().SequenceEqual(made))
            {
                return false;
            }

            var condition = present is null ? PutOptions.IfAbsent : PutOptions.IfMatch(present.Value.ETag);
            if ((await store.PutAsync(key, made, condition with { ContentType = "application/json" }, cancellation)).Written)
            {
                return true;
            }
        }

        throw new TransientLakeException($"{key} in the lake {store.Location} was changed by runs {Attempts} times in a row while it was made again; do it when none is going on.");
    }

    async Task<PartitionManifest> MakeAsync(string table, long appId, PartitionManifest? known, SortedSet<string> unreadable, CancellationToken cancellation)
    {
        var entries = new SortedDictionary<DateOnly, PartitionEntry>();
        await foreach (var found in store.ListAsync($"curated/{table}/", cancellation))
        {
            if (Place(found.Key) is not { } place || place.AppId != appId)
            {
                continue;
            }

            if (await ReadEntryAsync(table, place.Date, found.Key, cancellation) is not { } entry)
            {
                unreadable.Add(found.Key);
                continue;
            }

            // For how long a date has been unconfirmed may be older than the deliveries that are looked at.
            var before = known?.Partitions.GetValueOrDefault(place.Date);
            entries[place.Date] = entry with { UnconfirmedSince = before?.Vintage == entry.Vintage ? before.UnconfirmedSince : null };
        }

        var inForce = await pins.ReadAsync(cancellation);
        var manifest = new PartitionManifest { Table = table, AppId = appId, Partitions = entries };
        foreach (var (vintage, lacks) in table == ReportCatalogue.Reviews ? [] : await LacksAsync(ReportCatalogue.Get(table), appId, cancellation))
        {
            manifest = manifest.With(new(vintage, new Dictionary<DateOnly, PartitionEntry>(), lacks, inForce));
        }

        return manifest;
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

    async Task<IEnumerable<(Vintage Vintage, IReadOnlyList<DateRange> Lacks)>> LacksAsync(TableDefinition table, long appId, CancellationToken cancellation)
    {
        var deliveries = new List<(Vintage Vintage, IReadOnlyList<DateRange> Lacks)>();
        await foreach (var found in store.ListAsync($"raw/{table.Name}/", cancellation))
        {
            if (found.Key.EndsWith(".json", StringComparison.Ordinal)
                && Place(found.Key)?.AppId == appId
                && await store.ReadJsonAsync<InstanceRecord>(found.Key, cancellation) is { } record
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

    /// <summary>Date and app of a key such as <c>curated/downloads/dt=2026-11-19/app_id=42/data.parquet</c>.</summary>
    static (DateOnly Date, long AppId)? Place(string key)
    {
        var parts = key.Split('/');
        return parts.Length >= 5
            && DateOnly.TryParseExact(parts[2].AsSpan(Math.Min(3, parts[2].Length)), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && long.TryParse(parts[3].AsSpan(Math.Min(7, parts[3].Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var app)
                ? (date, app)
                : null;
    }
}
