using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppleAnalytics.Publishing;

/// <summary>
/// Overlapping deliveries through the real curator and publisher into a folder: in every order, twice, and at once, every date ends
/// with the rows of the newest delivery that holds it, and a row that was restated counts once.
/// </summary>
public sealed class AnyOrderTests
{
    const long App = 1001;

    // Each day's delivery restates the day before last and brings a new one; the fourth corrects an old date.
    static readonly (int Day, int[] Dates)[] Deliveries = [(20, [18, 19]), (21, [19, 20]), (22, [20, 21]), (23, [18, 21, 22])];

    static readonly string[] Expected = ["18: 63 of i23", "19: 61 of i21", "20: 62 of i22", "21: 63 of i23", "22: 63 of i23"];

    public static TheoryData<int[]> Orders => [.. Permutations([0, 1, 2, 3])];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task RunAsync_AnyOrderTwice_TheNewestDeliveryOfEveryDateStands(int[] order)
    {
        using var lake = new TempFolder();
        await LandAsync(lake.Path);
        foreach (var delivery in order.Concat(order.Reverse()))
        {
            await PublishAsync(lake.Path, delivery);
        }

        Assert.Equal(Expected, await StandingAsync(lake.Path));
        Assert.Equal(await BytesInOrderAsync(), await BytesAsync(lake.Path));
    }

    [Fact]
    public async Task RunAsync_AllAtOnceFromEightProcesses_TheNewestDeliveryOfEveryDateStands()
    {
        var expected = await BytesInOrderAsync();
        for (var round = 0; round < 3; round++)
        {
            using var lake = new TempFolder();
            await LandAsync(lake.Path);
            using var start = new Barrier(8);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(process => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    for (var step = 0; step < Deliveries.Length; step++)
                    {
                        PublishAsync(lake.Path, (process + (step * (process % 2 == 0 ? 1 : 3))) % Deliveries.Length).GetAwaiter().GetResult();
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Equal(Expected, await StandingAsync(lake.Path));
            Assert.Equal(expected, await BytesAsync(lake.Path));
        }
    }

    static async Task<SortedDictionary<string, string>> BytesInOrderAsync()
    {
        using var lake = new TempFolder();
        await LandAsync(lake.Path);
        for (var delivery = 0; delivery < Deliveries.Length; delivery++)
        {
            await PublishAsync(lake.Path, delivery);
        }

        return await BytesAsync(lake.Path);
    }

    static IEnumerable<int[]> Permutations(int[] items) => items.Length == 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    static InstanceReference Reference(int day) => new()
    {
        Table = "downloads", AppId = App, RequestId = "r", AccessType = AccessType.Ongoing, RequestSequence = 1, ProcessingDate = new(2026, 11, day), InstanceId = $"i{day}",
    };

    static async Task LandAsync(string folder)
    {
        var store = new FolderObjectStore(folder);
        foreach (var (day, dates) in Deliveries)
        {
            var reference = Reference(day);

            // Every delivery tells one row of a date otherwise, and has one row more than the one before.
            var text = new ReportText(ReportCatalogue.Get("downloads"), dates);
            foreach (var date in dates)
            {
                text.Set(date, "Counts", $"{100 + day}");
                for (var more = 20; more < day; more++)
                {
                    text.Repeat(date, version: $"1.{100 + more}");
                }
            }

            var segment = text.Gzip();
            await store.PutAsync(LakeLayout.RawSegment("downloads", reference.ProcessingDate, App, reference.InstanceId, "s1"), segment, PutOptions.Always);
            await store.PutJsonAsync(LakeLayout.InstanceRecord("downloads", reference.ProcessingDate, App, reference.InstanceId), new InstanceRecord
            {
                Table = "downloads",
                Report = "App Downloads Standard",
                AppId = App,
                RequestId = "r",
                AccessType = AccessType.Ongoing,
                RequestSequence = 1,
                Granularity = Granularity.Daily,
                ProcessingDate = reference.ProcessingDate,
                InstanceId = reference.InstanceId,
                Content = InstanceContent.Rows,
                Segments = [new("s1", segment.Length, "")],
            });
        }
    }

    // A store of its own, as another process has.
    static async Task PublishAsync(string folder, int delivery)
    {
        var store = new FolderObjectStore(folder);
        var manifests = new PartitionManifests(store);
        var publisher = new InstancePublisher(
            new RawInstances(store), new InstanceCurator(), new InstanceAudit(store, manifests, new QualityGate()), new PartitionPublisher(store), manifests, new InstanceLedger(store), new Pins(store), NullLogger<InstancePublisher>.Instance);
        var outcome = await publisher.RunAsync(new(Reference(Deliveries[delivery].Day), new(), new(2026, 11, 28)));
        Assert.True(outcome.State is InstanceOutcome.Published or InstanceOutcome.Superseded, outcome.Message);
    }

    static async Task<List<string>> StandingAsync(string folder)
    {
        var store = new FolderObjectStore(folder);
        var manifest = await new PartitionManifests(store).ReadAsync("downloads", App);
        var standing = new List<string>();
        await foreach (var found in store.ListAsync("curated/"))
        {
            var footer = ParquetFooterReader.Read(new MemoryStream((await store.ReadAsync(found.Key))!.Value.Content));
            var vintage = Vintage.Parse(footer.KeyValueMetadata[PartitionMetadata.Vintage]);
            standing.Add($"{found.Key.Split("dt=2026-11-")[1][..2]}: {footer.Rows} of {vintage.InstanceId}");
            var entry = manifest.Partitions[DateOnly.Parse(found.Key.Split("dt=")[1][..10], System.Globalization.CultureInfo.InvariantCulture)];

            // 59 rows of 7, the restated one once, and the rows that came later, which repeat it.
            var more = vintage.ProcessingDate.Day - 20;
            Assert.Equal((footer.Rows, (59 * 7m) + ((1 + more) * (100 + vintage.ProcessingDate.Day))), (entry.Rows, entry.Sums["counts"]));
        }

        return standing;
    }

    static async Task<SortedDictionary<string, string>> BytesAsync(string folder)
    {
        var store = new FolderObjectStore(folder);
        var bytes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var found in store.ListAsync("curated/"))
        {
            bytes[found.Key] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData((await store.ReadAsync(found.Key))!.Value.Content));
        }

        return bytes;
    }
}
