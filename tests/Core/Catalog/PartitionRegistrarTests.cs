using System.Text;
using AppleAnalytics.Lake;
using AppleAnalytics.Publishing;

namespace AppleAnalytics.Catalog;

public sealed class PartitionRegistrarTests : IDisposable
{
    readonly PublishingLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task RunAsync_MarkedPartitions_AreRegisteredAndTheirMarkersGo()
    {
        await _lake.DeliverAsync(new(20, "i20", (18, "US", 1), (19, "US", 2)));

        var outcome = await RegisterAsync(new LocalCatalog(_lake.Store, _lake.Manifests));

        Assert.Equal((2, 0, 0, ""), (outcome.Registered, outcome.Failed, outcome.Waiting, outcome.Message));
        Assert.Empty(await _lake.BytesAsync(LakeLayout.UnregisteredRoot));
        Assert.Equal(0, (await RegisterAsync(new LocalCatalog(_lake.Store, _lake.Manifests))).Registered);
        var table = Encoding.UTF8.GetString((await _lake.Store.ReadAsync("state/catalog/downloads.json"))!.Value.Content);
        Assert.Contains("\"partitions\": 2", table, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"curated_downloads\"", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MarkerWithoutItsPartition_Waits()
    {
        var marker = LakeLayout.Unregistered("downloads", new(2026, 11, 18), PublishingLake.App);
        await _lake.Store.PutAsync(marker, ReadOnlyMemory<byte>.Empty, PutOptions.Always);

        Assert.Equal((0, 1), await CountAsync());
        Assert.NotNull(await _lake.Store.HeadAsync(marker));

        await _lake.DeliverAsync(new(20, "i20", (18, "US", 1)));
        Assert.Equal((1, 0), await CountAsync());

        async Task<(int, int)> CountAsync()
        {
            var outcome = await RegisterAsync(new LocalCatalog(_lake.Store, _lake.Manifests));
            return (outcome.Registered, outcome.Waiting);
        }
    }

    [Fact]
    public async Task RunAsync_CatalogueThatRefusesATable_KeepsItsMarkersAndGoesOn()
    {
        await _lake.DeliverAsync(new(20, "i20", (18, "US", 1)));
        var sessions = LakeLayout.Partition("sessions", new(2026, 11, 18), 7);
        await _lake.Store.PutAsync(sessions, "x"u8.ToArray(), PutOptions.Always);
        await _lake.Store.PutAsync(LakeLayout.Unregistered("sessions", new(2026, 11, 18), 7), ReadOnlyMemory<byte>.Empty, PutOptions.Always);

        var outcome = await RegisterAsync(new RefusingCatalog("downloads"));

        Assert.Equal((1, 1, "no downloads today"), (outcome.Registered, outcome.Failed, outcome.Message));
        Assert.Single(await _lake.BytesAsync(LakeLayout.UnregisteredRoot));
    }

    Task<RegisterOutcome> RegisterAsync(TableCatalog catalog) => new PartitionRegistrar(new(_lake.Store), catalog).RunAsync(new());

    sealed class RefusingCatalog(string refused) : TableCatalog
    {
        public override Task RegisterAsync(string table, IReadOnlyCollection<CatalogPartition> partitions, CancellationToken cancellation = default) =>
            table == refused ? throw new CatalogException($"no {table} today") : Task.CompletedTask;
    }
}
