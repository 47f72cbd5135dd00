using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

public class DownloadsCurationTests
{
    const string Header =
        "Date|App Name|App Apple Identifier|Download Type|App Version|Device|Platform Version|Source Type|Page Type|Pre-Order|Territory|Counts";

    static string File(params string[] rows) => Delivery.Lines([Header, .. rows]);

    [Fact]
    public async Task Rows_of_two_dates_become_two_files_with_derived_measures()
    {
        await using var curated = await Delivery.CurateAsync("downloads", File(
            "2026-11-18|Café \"42\"|123456789|First-time download|1.0|iPhone|iOS 26.1|App Store search|Product page||US|10",
            "2026-11-19|Café \"42\"|123456789|Redownload|1.0|iPad|iOS 26.1|App Store search|No page||DE|4",
            "2026-11-18|Café \"42\"|123456789|Auto-update|1.1|iPhone|iOS 26.1|Unavailable|No page||US|7",
            "2026-11-18|Café \"42\"|123456789|restore|1.1|iPhone|iOS 26.1||No page|Pre-order|GB|2",
            "2026-11-18|Café \"42\"|123456789|Something new|1.1|iPhone|iOS 26.1||No page||GB|1"));

        Assert.Equal(5, curated.RowsIn);
        Assert.Equal(0, curated.RowsQuarantined);
        Assert.True(curated.Quarantine.IsEmpty);
        Assert.Empty(curated.ForeignAppIds);
        Assert.Equal([new DateOnly(2026, 11, 18), new DateOnly(2026, 11, 19)], curated.Dates.Select(d => d.Date));
        var first = curated.Dates[0];
        Assert.Equal(4, first.Rows);
        Assert.Equal(
            new Dictionary<string, decimal>
            {
                ["counts"] = 20, ["total_downloads"] = 10, ["first_time_downloads"] = 10, ["redownloads"] = 0, ["updates"] = 7, ["restores"] = 2,
            },
            first.Sums.ToDictionary());
        Assert.Equal(1, first.Minima["counts"]);
        Assert.Equal(new Dictionary<string, long> { ["pre_order"] = 3, ["source_type"] = 2 }, first.Nulls.ToDictionary());
        Assert.Equal(["GB", "US"], first.Territories);
        Assert.Equal(0, first.DuplicateKeys);

        var table = ParquetTable.Read(first.OpenRead());
        Assert.Equal(
            [
                "metric_date", "app_name", "app_apple_identifier", "download_type", "app_version", "device", "platform_version", "source_type",
                "page_type", "pre_order", "territory", "counts", "total_downloads", "first_time_downloads", "redownloads", "updates", "restores",
                "processing_date", "instance_id", "access_type",
            ],
            table.Columns);
        Assert.Equal(
            [
                new DateOnly(2026, 11, 18), "Café \"42\"", 123456789L, "First-time download", "1.0", "iPhone", "iOS 26.1", "App Store search",
                "Product page", null, "US", 10L, 10L, 10L, 0L, 0L, 0L, new DateOnly(2026, 11, 20), "instance-1", "ONGOING",
            ],
            table.Rows[0]);
        Assert.Equal([10L, 0L, 0L, 0L], table["first_time_downloads"]);
        Assert.Equal([0L, 7L, 0L, 0L], table["updates"]);
        Assert.Equal([0L, 0L, 2L, 0L], table["restores"]);
        Assert.Equal("downloads", table.Metadata[PartitionMetadata.Table]);
        Assert.Equal("2026-11-18", table.Metadata[PartitionMetadata.Date]);
        Assert.Equal("123456789", table.Metadata[PartitionMetadata.AppId]);
        Assert.Equal("2026-11-20/ONGOING/1/instance-1", table.Metadata[PartitionMetadata.Vintage]);
        Assert.Equal("4", table.Metadata[PartitionMetadata.Rows]);
        Assert.Equal(
            """{"counts":20,"first_time_downloads":10,"redownloads":0,"restores":2,"total_downloads":10,"updates":7}""",
            table.Metadata[PartitionMetadata.Sums]);
        Assert.Equal("1", table.Metadata[PartitionMetadata.SchemaVersion]);

        var second = ParquetTable.Read(curated.Dates[1].OpenRead());
        Assert.Equal([4L], second["total_downloads"]);
        Assert.Equal([4L], second["redownloads"]);
    }
}
