using AppleAnalytics.Curation;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Publishing;

public sealed class ManifestRebuilderTests : IDisposable
{
    const long Other = 1002;

    static readonly Delivery Nineteen = new(19, "i19", (17, "US", 5), (18, "US", 7));
    static readonly Delivery Twenty = new(20, "i20", (18, "US", 8), (19, "US", 9));

    readonly PublishingLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task RunAsync_SeveralApps_MakesEachManifestOfItsOwnPartitions()
    {
        await _lake.DeliverAsync(Nineteen);
        await _lake.DeliverAsync(Twenty);
        var right = await _lake.BytesAsync("state/manifests/");
        var day = LakeLayout.Partition("downloads", new(2026, 11, 17), PublishingLake.App);
        var bytes = (await _lake.Store.ReadAsync(day))!.Value.Content;
        await _lake.Store.PutAsync(LakeLayout.Partition("downloads", new(2026, 11, 17), Other), bytes, PutOptions.Always);
        await _lake.Store.DeleteAsync(LakeLayout.Manifest("downloads", PublishingLake.App));

        var outcome = await RebuildAsync(_lake.Store);

        Assert.Equal((2, 2), (outcome.Manifests, outcome.Rewritten));
        Assert.Equal(right.Single().Value, (await _lake.BytesAsync("state/manifests/"))[LakeLayout.Manifest("downloads", PublishingLake.App)]);
        Assert.Equal([17], (await _lake.Manifests.ReadAsync("downloads", Other)).Partitions.Keys.Select(d => d.Day));
        Assert.Equal(0, (await RebuildAsync(_lake.Store)).Rewritten);
    }

    [Fact]
    public async Task RunAsync_RunPublishesMeanwhile_ItsPartitionsAreKept()
    {
        await _lake.DeliverAsync(Nineteen);
        await _lake.Store.DeleteAsync(LakeLayout.Manifest("downloads", PublishingLake.App));

        await RebuildAsync(new InterruptedStore(_lake.Store, "state/manifests/", () => _lake.DeliverAsync(Twenty)));

        var partitions = (await _lake.Manifests.ReadAsync("downloads", PublishingLake.App)).Partitions;
        Assert.Equal([(17, "i19"), (18, "i20"), (19, "i20")], partitions.Select(p => (p.Key.Day, p.Value.Vintage.InstanceId)));
    }

    static Task<ManifestsOutcome> RebuildAsync(ObjectStore store) => new ManifestRebuilder(store, new(store)).RunAsync("downloads");
}
