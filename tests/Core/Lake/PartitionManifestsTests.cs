using AppleAnalytics.Curation;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Lake;

public sealed class PartitionManifestsTests : IDisposable
{
    const long App = 1001;

    readonly TempFolder _folder = new();
    readonly PartitionManifests _manifests;

    public PartitionManifestsTests() => _manifests = new(new FolderObjectStore(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RecordAsync_OlderDelivery_DoesNotLowerAPartition()
    {
        await RecordAsync(Delivery(20), [18, 19]);
        var manifest = await RecordAsync(Delivery(19), [17, 18]);

        Assert.Equal([19, 20, 20], manifest.Partitions.Values.Select(p => p.Vintage.ProcessingDate.Day));
    }

    [Fact]
    public async Task RecordAsync_NewerDeliveryLackingADate_LeavesItUnconfirmedInEveryOrder()
    {
        (Vintage Vintage, int[] Holds, int[] Lacks)[] deliveries =
            [(Delivery(19), [17, 18], []), (Delivery(20), [19], [18]), (Delivery(21), [], [19, 20]), (Delivery(22), [20, 21], [])];
        foreach (var order in Permutations(deliveries))
        {
            using var folder = new TempFolder();
            var manifests = new PartitionManifests(new FolderObjectStore(folder.Path));
            foreach (var (vintage, holds, lacks) in order)
            {
                await RecordAsync(vintage, holds, lacks, manifests);
            }

            var partitions = (await manifests.ReadAsync("downloads", App)).Partitions;
            Assert.Equal([null, 20, 21, null, null], partitions.Values.Select(p => p.UnconfirmedSince?.Day));
        }
    }

    [Fact]
    public async Task RecordAsync_LaterDeliveryHoldingTheDate_ConfirmsIt()
    {
        await RecordAsync(Delivery(19), [17, 18]);
        await RecordAsync(Delivery(20), [19], [18]);
        var manifest = await RecordAsync(Delivery(21), [18, 19, 20]);

        Assert.All(manifest.Partitions.Values, p => Assert.Null(p.UnconfirmedSince));
    }

    [Fact]
    public async Task WriteAsync_BatchOfDeliveries_WritesOnceWhatSingleWritesWouldHave()
    {
        var store = new FolderObjectStore(_folder.Path);
        var batch = new ManifestBatch(store);
        using var other = new TempFolder();
        var single = new PartitionManifests(new FolderObjectStore(other.Path));
        foreach (var manifests in (PartitionManifests[])[batch, single])
        {
            await RecordAsync(Delivery(20), [19], [18], manifests);
            await RecordAsync(Delivery(19), [17, 18], [], manifests);
            var shown = await RecordAsync(Delivery(22), [20, 21], [19], manifests);

            Assert.Equal(5, shown.Partitions.Count);
            Assert.Equal(LakeJson.Serialize(shown), LakeJson.Serialize(await manifests.ReadAsync("downloads", App)));
        }

        Assert.Null(await store.ReadAsync(LakeLayout.Manifest("downloads", App)));
        await batch.WriteAsync();

        Assert.Equal(LakeJson.Serialize(await single.ReadAsync("downloads", App)), (await store.ReadAsync(LakeLayout.Manifest("downloads", App)))!.Value.Content);
    }

    [Fact]
    public async Task WriteAsync_ManifestChangedByOthersMeanwhile_KeepsBoth()
    {
        var batch = new ManifestBatch(new FolderObjectStore(_folder.Path));
        await RecordAsync(Delivery(20), [18, 19], null, batch);
        await RecordAsync(Delivery(21), [19, 20]);
        await batch.WriteAsync();

        Assert.Equal([20, 21, 21], (await _manifests.ReadAsync("downloads", App)).Partitions.Values.Select(p => p.Vintage.ProcessingDate.Day));
    }

    [Fact]
    public async Task ReadAllAsync_SeveralTables_AreReadInOrder()
    {
        var vintage = Delivery(20);
        foreach (var (table, app) in new[] { ("sessions", 5L), ("downloads", 7L), ("downloads", 6L) })
        {
            await _manifests.RecordAsync(table, app, vintage, Entries(vintage, [19]), [], PinSet.None);
        }

        var all = new List<(string, long)>();
        await foreach (var manifest in _manifests.ReadAllAsync())
        {
            all.Add((manifest.Table, manifest.AppId));
        }

        Assert.Equal([("downloads", 6L), ("downloads", 7L), ("sessions", 5L)], all);
    }

    [Fact]
    public void Missing_DatesInAWindow_AreRanges()
    {
        var held = new HashSet<DateOnly> { Day(3), Day(6) };

        Assert.Equal([new(Day(1), Day(2)), new(Day(4), Day(5)), new(Day(7), Day(8))], DateRange.Missing(new(Day(1), Day(8)), held));
        Assert.Empty(DateRange.Missing(new(Day(3), Day(3)), held));
    }

    [Fact]
    public void Serialize_EqualValues_AreEqualBytes()
    {
        var one = new PartitionManifest { Table = "downloads", AppId = App, Partitions = new(Entries(Delivery(20), [19]).ToDictionary()) };
        var text = System.Text.Encoding.UTF8.GetString(LakeJson.Serialize(one));

        Assert.Contains("\"counts\": 17.54\n", text, StringComparison.Ordinal);
        Assert.Contains("\"vintage\": \"2026-11-20/ONGOING/1/i20\"", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(LakeJson.Serialize(LakeJson.Deserialize<PartitionManifest>(LakeJson.Serialize(one), "m"))));
    }

    static DateOnly Day(int day) => new(2026, 11, day);

    static Vintage Delivery(int day) => new(Day(day), AccessType.Ongoing, 1, $"i{day}");

    static Dictionary<DateOnly, PartitionEntry> Entries(Vintage vintage, int[] days) => days.ToDictionary(Day, _ => new PartitionEntry
    {
        Vintage = vintage, Rows = 3, Bytes = 100, Sums = new Dictionary<string, decimal> { ["counts"] = 17.540000m },
    });

    static IEnumerable<T[]> Permutations<T>(T[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, i) => Permutations(items.Where((_, j) => j != i).ToArray()).Select(rest => (T[])[item, .. rest]));

    Task<PartitionManifest> RecordAsync(Vintage vintage, int[] holds, int[]? lacks = null, PartitionManifests? manifests = null) =>
        (manifests ?? _manifests).RecordAsync(
            "downloads", App, vintage, Entries(vintage, holds), [.. (lacks ?? []).Select(d => new DateRange(Day(d), Day(d)))], PinSet.None);
}
