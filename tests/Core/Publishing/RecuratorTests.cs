using AppleAnalytics.Curation;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Publishing;

public sealed class RecuratorTests : IDisposable
{
    static readonly Delivery Nineteen = new(19, "i19", (17, "US", 5), (18, "US", 7));
    static readonly Delivery Twenty = new(20, "i20", (18, "US", 8), (18, "DE", 9), (19, "US", 9));

    readonly PublishingLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task RunAsync_LakeWithoutCuratedAndState_ComesBackByteForByte()
    {
        await _lake.DeliverAsync(Nineteen);
        await _lake.DeliverAsync(Twenty);
        var before = await _lake.BytesAsync("curated/", "state/manifests/");
        foreach (var key in (await _lake.BytesAsync("curated/", "state/")).Keys)
        {
            await _lake.Store.DeleteAsync(key);
        }

        var outcome = await RecurateAsync();

        Assert.Equal((2, 3), (outcome.Instances, outcome.PartitionsPublished));
        Assert.Equal(before, await _lake.BytesAsync("curated/", "state/manifests/"));
        Assert.Equal((0, 3), ((await RecurateAsync()).PartitionsPublished, (await RecurateAsync()).PartitionsUnchanged));
    }

    [Fact]
    public async Task RunAsync_PinAndUnpin_RollBackAndForward()
    {
        await _lake.DeliverAsync(Nineteen);
        await _lake.DeliverAsync(Twenty);
        var pins = new Pins(_lake.Store);
        await pins.AddAsync("bad twenty", new() { Table = "downloads", AsOf = new(2026, 11, 19), From = new(2026, 11, 18), To = new(2026, 11, 18), Reason = "wrong" });

        await RecurateAsync();
        Assert.Equal(["17: 1 of i19", "18: 1 of i19", "19: 1 of i20"], await _lake.RowsAsync());

        Assert.True(await pins.RemoveAsync("bad twenty"));
        Assert.False(await pins.RemoveAsync("bad twenty"));
        await RecurateAsync();
        Assert.Equal(["17: 1 of i19", "18: 2 of i20", "19: 1 of i20"], await _lake.RowsAsync());
    }

    [Fact]
    public async Task RunAsync_ExcludedInstance_GivesWayToTheOneBefore()
    {
        await _lake.DeliverAsync(Nineteen);
        await _lake.DeliverAsync(Twenty);
        await new Pins(_lake.Store).AddAsync("x", new() { ExcludedInstanceId = "i20", Reason = "wrong" });

        await RecurateAsync();

        // Nothing else holds the 19th, so what stands there stays and is seen by its vintage.
        Assert.Equal(["17: 1 of i19", "18: 1 of i19", "19: 1 of i20"], await _lake.RowsAsync());
    }

    Task<RecurateOutcome> RecurateAsync() => new Recurator(_lake.Store, _lake.Publisher(_lake.Store), new(_lake.Store), new(_lake.Store)).RunAsync(new()
    {
        Tables = ["downloads"], From = new(2026, 11, 1), To = new(2026, 11, 30), Thresholds = new(), Today = PublishingLake.Today,
    });
}
