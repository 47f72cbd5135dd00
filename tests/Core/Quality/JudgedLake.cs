using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppleAnalytics.Quality;

/// <summary>A lake in a folder into which deliveries of 2026-11-20 come, through the real curator, gate and publisher.</summary>
public sealed class JudgedLake : IDisposable
{
    public const long App = 1001;

    readonly TempFolder _folder = new();

    public JudgedLake() => Store = new FolderObjectStore(_folder.Path);

    public static DateOnly ProcessingDate { get; } = new(2026, 11, 20);

    public ObjectStore Store { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>Lands a delivery and publishes it as far as the gate lets it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="segment">The file as Apple sends it.</param>
    /// <param name="sequence">Of two deliveries of the day, the one of the higher sequence wins.</param>
    /// <param name="thresholds">When the gate speaks; default is as a run has it.</param>
    /// <param name="altered">What goes wrong between curation and audit; default is nothing.</param>
    public async Task<(CurateOutcome Outcome, QualityReport Report)> DeliverAsync(
        string table, byte[] segment, int sequence, QualityThresholds? thresholds = null, Func<CuratedInstance, CuratedInstance>? altered = null)
    {
        var id = $"i{sequence}";
        var reference = new InstanceReference
        {
            Table = table, AppId = App, RequestId = "r", AccessType = AccessType.Ongoing, RequestSequence = sequence, ProcessingDate = ProcessingDate, InstanceId = id,
        };
        await Store.PutAsync(LakeLayout.RawSegment(table, ProcessingDate, App, id, "s1"), segment, PutOptions.Always);
        await Store.PutJsonAsync(LakeLayout.InstanceRecord(table, ProcessingDate, App, id), new InstanceRecord
        {
            Table = table,
            Report = ReportCatalogue.Get(table).Report,
            AppId = App,
            RequestId = "r",
            AccessType = AccessType.Ongoing,
            RequestSequence = sequence,
            Granularity = Granularity.Daily,
            ProcessingDate = ProcessingDate,
            InstanceId = id,
            Content = InstanceContent.Rows,
            Segments = [new("s1", segment.Length, "")],
        });
        var manifests = new PartitionManifests(Store);
        var publisher = new InstancePublisher(
            new RawInstances(Store),
            async (input, cancellation) =>
            {
                var curated = await new InstanceCurator().RunAsync(input, cancellation);
                return altered is null ? curated : altered(curated);
            },
            new InstanceAudit(Store, manifests, new QualityGate()),
            new PartitionPublisher(Store),
            manifests,
            new InstanceLedger(Store),
            new Pins(Store),
            NullLogger<InstancePublisher>.Instance);
        var outcome = await publisher.RunAsync(new(reference, thresholds ?? new(), new(2026, 11, 28)));
        return (outcome, (await Store.ReadJsonAsync<QualityReport>(LakeLayout.Quality(table, ProcessingDate, App, id)))!);
    }

    /// <summary>Everything published, by key, as entity tags.</summary>
    public async Task<SortedDictionary<string, string>> PublishedAsync()
    {
        var published = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var found in Store.ListAsync("curated/"))
        {
            published[found.Key] = (await Store.HeadAsync(found.Key))!.ETag;
        }

        return published;
    }
}
