using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>Hand-written deliveries of the other four tables with hand-written answers.</summary>
public class FiveTablesCurationTests
{
    [Fact]
    public async Task Engagement_events_become_impressions_page_views_and_taps()
    {
        await using var curated = await Delivery.CurateAsync("engagement", Delivery.Lines(
            "Date|App Name|App Apple Identifier|Event|Page Type|Source Type|Engagement Type|Device|Platform Version|Territory|Counts|Unique Counts",
            "2026-11-18|A|123456789|Impression|No page|App Store search||iPhone|iOS 26.1|US|100|80",
            "2026-11-18|A|123456789|Page view|Product page|App Store search||iPhone|iOS 26.1|US|30|25",
            "2026-11-18|A|123456789|Page View|Product page|App referrer||iPhone|iOS 26.1|FR|5|",
            "2026-11-18|A|123456789|Tap|Product page|App Store search|Get|iPhone|iOS 26.1|US|9|8",
            "2026-11-18|A|123456789|Impression|No page|App Store search||iPad|iOS 26.1|US|7|"));

        var day = Assert.Single(curated.Dates);
        Assert.Equal(
            new Dictionary<string, decimal> { ["counts"] = 151, ["impressions"] = 107, ["page_views"] = 35, ["taps"] = 9 },
            day.Sums.ToDictionary());
        Assert.DoesNotContain("unique_counts", day.Sums.Keys);
        Assert.Equal(8, day.Minima["unique_counts"]);
        var table = ParquetTable.Read(day.OpenRead());
        Assert.Equal([100L, 0L, 0L, 0L, 7L], table["impressions"]);
        // The unique count of an impression that Apple left empty is unknown, that of a page view does not apply.
        Assert.Equal([80L, 0L, 0L, 0L, null], table["impressions_unique"]);
        Assert.Equal([0L, 30L, 5L, 0L, 0L], table["page_views"]);
        Assert.Equal([0L, 0L, 0L, 9L, 0L], table["taps"]);
        Assert.Equal([null, null, null, "Get", null], table["engagement_type"]);
    }

    [Fact]
    public async Task Sessions_keep_duration_and_the_day_of_download()
    {
        await using var curated = await Delivery.CurateAsync("sessions", Delivery.Lines(
            "Date|App Name|App Apple Identifier|App Version|Device|Platform Version|Source Type|Page Type|App Download Date|Territory|Sessions|Total Session Duration|Unique Devices",
            "2026-11-15|A|123456789|1.0|iPhone|iOS 26.1|App Store search|No page|2025-02-28|US|12|3600|7",
            "2026-11-15|A|123456789|1.0|iPhone|iOS 26.1|App Store search|No page||US|3|0|3"));

        var day = Assert.Single(curated.Dates);
        Assert.Equal(new Dictionary<string, decimal> { ["sessions"] = 15, ["total_session_duration"] = 3600 }, day.Sums.ToDictionary());
        var table = ParquetTable.Read(day.OpenRead());
        Assert.Equal([new DateOnly(2025, 2, 28), null], table["app_download_date"]);
        Assert.Equal([7L, 3L], table["unique_devices"]);
        Assert.Equal(1, day.Nulls["app_download_date"]);
    }

    [Fact]
    public async Task Installs_and_deletions_are_told_apart()
    {
        await using var curated = await Delivery.CurateAsync("installs", Delivery.Lines(
            "Date|App Name|App Apple Identifier|Event|Download Type|App Version|Device|Platform Version|Source Type|Page Type|App Download Date|Territory|Counts|Unique Devices",
            "2026-11-15|A|123456789|Install|First-time download|1.0|iPhone|iOS 26.1|App Store search|No page|2026-11-15|US|6|6",
            "2026-11-15|A|123456789|Delete||1.0|iPhone|iOS 26.1|App Store search|No page|2026-10-01|US|5|5",
            "2026-11-15|A|123456789|Install|Restore|1.0|iPhone|iOS 26.1||No page|2026-11-15|US|2|2"));

        var day = Assert.Single(curated.Dates);
        Assert.Equal(new Dictionary<string, decimal> { ["counts"] = 13, ["installs"] = 8, ["deletions"] = 5 }, day.Sums.ToDictionary());
        var table = ParquetTable.Read(day.OpenRead());
        Assert.Equal([6L, 0L, 2L], table["installs"]);
        Assert.Equal([0L, 5L, 0L], table["deletions"]);
    }

    [Fact]
    public async Task Refunds_stay_negative_and_amounts_stay_exact()
    {
        await using var curated = await Delivery.CurateAsync("purchases", Delivery.Lines(
            "Date|App Name|App Apple Identifier|Purchase Type|Content Name|Content Apple Identifier|Payment Method|Device|Platform Version|Source Type|Page Type|App Download Date|Pre-Order|Territory|Purchases|Proceeds in USD|Sales in USD|Paying Users",
            "2026-11-18|A|123456789|In-app purchase|100 \"Coins\"|9876543210|Credit/Debit Card|iPhone|iOS 26.1|App Store search|No page|2026-01-01||US|3|17.54|20.97|2",
            "2026-11-18|A|123456789|In-app purchase|100 \"Coins\"|9876543210|Credit/Debit Card|iPhone|iOS 26.1|App Store search|No page|2026-01-01||US|-1|-5.85|-6.99|1",
            "2026-11-18|A|123456789|App purchase||||iPhone|iOS 26.1|App Store search|No page|||JP|1|0.1234565|1.2E2|",
            "2026-11-18|A|123456789|App purchase||||iPhone|iOS 26.1|App Store search|No page|||JP|1|0.1234575|17.5400|"));

        var day = Assert.Single(curated.Dates);
        Assert.Equal(0, curated.RowsQuarantined);
        Assert.Equal(2, curated.RoundedAmounts);
        var table = ParquetTable.Read(day.OpenRead());
        // Half to even: …565 goes down to …56, …575 up to …58.
        Assert.Equal([17.54m, -5.85m, 0.123456m, 0.123458m], table["proceeds_usd"]);
        Assert.Equal([20.97m, -6.99m, 120m, 17.54m], table["sales_usd"]);
        Assert.Equal([3L, -1L, 1L, 1L], table["purchases"]);
        Assert.Equal([9876543210L, 9876543210L, null, null], table["content_apple_identifier"]);
        Assert.Equal(["100 \"Coins\"", "100 \"Coins\"", null, null], table["content_name"]);
        Assert.Equal(new Dictionary<string, decimal> { ["purchases"] = 4, ["proceeds_usd"] = 11.936914m, ["sales_usd"] = 151.52m }, day.Sums.ToDictionary());
        Assert.Equal(-5.85m, day.Minima["proceeds_usd"]);
        Assert.Equal("""{"proceeds_usd":11.936914,"purchases":4,"sales_usd":151.52}""", table.Metadata[PartitionMetadata.Sums]);
    }

    [Fact]
    public void Every_table_of_the_catalogue_has_its_measures_sources_and_conditions()
    {
        foreach (var table in ReportCatalogue.All)
        {
            var output = new CurationSchema(table).Output();
            Assert.Equal(output.Count, output.Select(c => c.Column.Name).Distinct().Count());
            Assert.All(output.Where(c => c.IsDerived), c => Assert.True(c.Source >= 0 && c.Condition >= 0));
        }
    }
}
