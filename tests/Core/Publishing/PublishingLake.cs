using AppleAnalytics.Curation;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppleAnalytics.Publishing;

/// <summary>Lands deliveries and publishes them, each through a store of its own as a process of its own would.</summary>
public sealed class PublishingLake : IDisposable
{
    public const long App = 1001;

    public static DateOnly Today { get; } = new(2026, 11, 28);

    readonly TempFolder _folder = new();

    readonly FakeS3? _s3;

    public PublishingLake(bool inS3 = false)
    {
        _s3 = inS3 ? new() : null;
        Store = Open();
    }

    public ObjectStore Store { get; }

    public PartitionManifests Manifests => new(Store);

    public InstanceLedger Ledger => new(Store);

    public Func<CuratedInstance, CuratedInstance>? Altered { get; set; }

    public void Dispose()
    {
        _s3?.Dispose();
        _folder.Dispose();
    }

    public async Task LandAsync(Delivery delivery)
    {
        var text = "Date\tTerritory\tCounts\n" + string.Concat(delivery.Rows.Select(r => $"2026-11-{r.Day:00}\t{r.Territory}\t{r.Counts}\n"));
        var segment = Encoding.UTF8.GetBytes(text);
        var reference = delivery.Reference;
        var content = delivery.Content ?? (delivery.Rows.Length > 0 ? InstanceContent.Rows : InstanceContent.HeaderOnly);
        if (content != InstanceContent.NoSegments)
        {
            await Store.PutAsync(LakeLayout.RawSegment(reference.Table, reference.ProcessingDate, App, reference.InstanceId, "s1"), segment, PutOptions.Always);
        }

        await Store.PutJsonAsync(LakeLayout.InstanceRecord(reference.Table, reference.ProcessingDate, App, reference.InstanceId), new InstanceRecord
        {
            Table = reference.Table,
            Report = "App Downloads Standard",
            AppId = App,
            RequestId = reference.RequestId,
            AccessType = reference.AccessType,
            RequestSequence = reference.RequestSequence,
            Granularity = Granularity.Daily,
            ProcessingDate = reference.ProcessingDate,
            InstanceId = reference.InstanceId,
            Content = content,
            Segments = content == InstanceContent.NoSegments ? [] : [new("s1", segment.Length, Convert.ToHexStringLower(SHA256.HashData(segment))[..32])],
        });
    }

    public async Task<CurateOutcome> DeliverAsync(
        Delivery delivery, ObjectStore? store = null, QualityThresholds? thresholds = null, DateOnly? today = null)
    {
        await LandAsync(delivery);
        return await CurateAsync(delivery, store, thresholds, today);
    }

    public Task<CurateOutcome> CurateAsync(
        Delivery delivery, ObjectStore? store = null, QualityThresholds? thresholds = null, DateOnly? today = null) =>
        Publisher(store ?? Open()).RunAsync(new(delivery.Reference, thresholds ?? new(), today ?? Today), CancellationToken.None);

    public InstancePublisher Publisher(ObjectStore store, ILogger<InstancePublisher>? logger = null)
    {
        var manifests = new PartitionManifests(store);
        return new(
            new RawInstances(store),
            CurateTextAsync,
            new InstanceAudit(store, manifests, new QualityGate()),
            new PartitionPublisher(store),
            manifests,
            new InstanceLedger(store),
            new Pins(store),
            logger ?? NullLogger<InstancePublisher>.Instance);
    }

    /// <summary>What stands published: day, territory, counts and instance, in order.</summary>
    public async Task<List<string>> RowsAsync()
    {
        var rows = new List<string>();
        await foreach (var found in Store.ListAsync("curated/"))
        {
            var footer = ParquetFooterReader.Read(new MemoryStream((await Store.ReadAsync(found.Key))!.Value.Content));
            var vintage = Vintage.Parse(footer.KeyValueMetadata[PartitionMetadata.Vintage]);
            rows.Add($"{found.Key.Split("dt=2026-11-")[1][..2]}: {footer.Rows} of {vintage.InstanceId}");
        }

        return rows;
    }

    /// <summary>Every object of the lake under a prefix, by key, as a hash.</summary>
    public async Task<SortedDictionary<string, string>> BytesAsync(params string[] prefixes)
    {
        var bytes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var prefix in prefixes.Length == 0 ? [""] : prefixes)
        {
            await foreach (var found in Store.ListAsync(prefix))
            {
                bytes[found.Key] = (await Store.HeadAsync(found.Key))!.ETag;
            }
        }

        return bytes;
    }

    ObjectStore Open() => _s3 is null ? new FolderObjectStore(_folder.Path) : _s3.Store();

    async Task<CuratedInstance> CurateTextAsync(CurationInput input, CancellationToken cancellation)
    {
        var rows = new List<(DateOnly Date, string Territory, long Counts)>();
        var rejected = 0;
        foreach (var segment in input.Segments)
        {
            using var reader = new StreamReader(await segment.OpenAsync(cancellation));
            await reader.ReadLineAsync(cancellation);
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                var fields = line.Split('\t');
                if (fields[1] == "junk")
                {
                    rejected++;
                }
                else
                {
                    rows.Add((DateOnly.Parse(fields[0], CultureInfo.InvariantCulture), fields[1], long.Parse(fields[2], CultureInfo.InvariantCulture)));
                }
            }
        }

        var curated = new CuratedInstance
        {
            Dates =
            [
                .. rows.GroupBy(r => r.Date).OrderBy(g => g.Key)
                    .Select(g => FakeDate.Of(input.Table, input.AppId, input.Vintage, g.Key, [.. g.Select(r => (r.Territory, r.Counts))])),
            ],
            RowsIn = rows.Count + rejected,
            RowsQuarantined = rejected,
            Quarantine = rejected == 0 ? default : "segment,line,column,reason,text\n"u8.ToArray(),
            RejectReasons = rejected == 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { ["Counts is no number."] = rejected },
            Drift = SchemaDrift.None,
            ForeignAppIds = [],
            HasHeader = true,
        };
        return Altered?.Invoke(curated) ?? curated;
    }
}
