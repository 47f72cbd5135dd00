using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;
using AppleAnalytics.Publishing;

namespace AppleAnalytics.Catalog;

public sealed class ServiceTablesWriterTests : IDisposable
{
    static readonly ServiceTablesInput Input = new(["downloads", "reviews"], new(2026, 11, 21));

    readonly PublishingLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task RunAsync_DeliveriesOfTwoDays_HaveOneRowEachInTheirDay()
    {
        await _lake.DeliverAsync(new(20, "i20", (18, "US", 1), (19, "US", 2)));
        await _lake.DeliverAsync(new(21, "i21", (19, "US", 3)));

        Assert.Equal((6, 0), await RunAsync());

        var audit = await ReadAsync(LakeLayout.ServiceTable(ServiceTables.LoadAudit, new(2026, 11, 20)));
        Assert.Equal(1, audit.Rows);
        Assert.Equal(ServiceTables.Columns(ServiceTables.LoadAudit).Select(c => c.Name), audit.Columns.Select(c => c.Name));
        Assert.Equal(1, (await ReadAsync(LakeLayout.ServiceTable(ServiceTables.QualityResults, new(2026, 11, 21)))).Rows);
        Assert.Equal(250, (await ReadAsync(LakeLayout.ServiceTable(ServiceTables.Territories))).Rows);
    }

    [Fact]
    public async Task RunAsync_Again_WritesWhatHasChangedAlone()
    {
        await _lake.DeliverAsync(new(20, "i20", (18, "US", 1)));
        await RunAsync();
        var before = await _lake.BytesAsync("tables/");

        Assert.Equal((0, 4), await RunAsync());
        Assert.Equal(before, await _lake.BytesAsync("tables/"));

        await _lake.DeliverAsync(new(21, "i21", (19, "US", 3)));
        Assert.Equal((2, 4), await RunAsync());
    }

    async Task<(int, int)> RunAsync()
    {
        var outcome = await new ServiceTablesWriter(_lake.Store, new(_lake.Store)).RunAsync(Input);
        return (outcome.Files, outcome.Unchanged);
    }

    async Task<ParquetFooter> ReadAsync(string key)
    {
        using var file = new MemoryStream((await _lake.Store.ReadAsync(key))!.Value.Content);
        return ParquetFooterReader.Read(file);
    }
}
