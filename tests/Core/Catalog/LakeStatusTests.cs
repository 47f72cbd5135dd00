using AppleAnalytics.Lake;
using AppleAnalytics.Publishing;

namespace AppleAnalytics.Catalog;

public sealed class LakeStatusTests : IDisposable
{
    readonly PublishingLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task ReadAsync_EmptyLake_ListsEveryTableWithoutRows()
    {
        var status = await ReadAsync();

        Assert.Equal(["downloads", "engagement", "sessions", "installs", "purchases", "reviews"], status.Tables.Select(t => t.Table).Take(6));
        Assert.All(status.Tables, t => Assert.Equal((0L, null), (t.Rows, t.NewestDate)));
    }

    [Fact]
    public async Task ReadAsync_PublishedTable_IsSummedFromItsManifests()
    {
        await _lake.DeliverAsync(new(20, "i20", (18, "US", 5), (19, "US", 7), (19, "DE", 1)));
        await _lake.DeliverAsync(new(21, "i21", (20, "US", 2)));
        await new Pins(_lake.Store).AddAsync("spring", new() { Table = "downloads", AsOf = new(2026, 11, 20), Reason = "checking" });

        var status = await ReadAsync();
        var downloads = status.Tables[0];

        Assert.Equal((1, 4L, 3, 15m), (downloads.Apps, downloads.Rows, downloads.Partitions, downloads.Sums["counts"]));
        Assert.Equal((new DateOnly(2026, 11, 18), new(2026, 11, 20)), (downloads.OldestDate, downloads.NewestDate));
        Assert.Equal((1, new DateOnly(2026, 11, 21)), (downloads.Unconfirmed, downloads.UnconfirmedSince));
        Assert.Equal("checking", Assert.Single(status.Pins).Reason);
    }

    Task<LakeStatusReport> ReadAsync() => new LakeStatus(_lake.Manifests, _lake.Ledger, new(_lake.Store), new(_lake.Store)).ReadAsync();
}
