using AppleAnalytics.Catalog;
using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Reports;

/// <summary>Reports of every shape go through curation with no code of their own.</summary>
public class FamilyCurationTests
{
    [Fact]
    public async Task Crashes_expanded_separated_by_commas_keeps_bins_and_names_with_commas()
    {
        const string text =
            "Count,Territory,Date,Platform,Device,Build,Unique Devices,Release Type,App Name,App Version\n"
            + "12,US,2026-11-18,iOS 26.1,iPhone,23B5044,9,Release,\"My App, the second\",1.0\n"
            + "5,DE,2026-11-18,iOS 26.1,iPad,23B5044,5,Release,\"My App, the second\",1.1\n";
        await using var curated = await Delivery.CurateAsync("crashes_expanded", text);
        var table = Read(Assert.Single(curated.Dates));
        Assert.Equal(SchemaDrift.None.Unknown, curated.Drift.Unknown);
        Assert.Equal([12L, 5L], table["count"]);
        Assert.Equal([9L, 5L], table["unique_devices"]);
        Assert.Equal(["My App, the second", "My App, the second"], table["app_name"]);
        Assert.Equal([null, null], table["app_apple_identifier"]);
        Assert.Equal(17, curated.Dates[0].Sums["count"]);
        Assert.DoesNotContain("unique_devices", curated.Dates[0].Sums.Keys);
    }

    [Fact]
    public async Task Platform_installs_take_their_date_from_the_install_day()
    {
        await using var curated = await Delivery.CurateAsync("platform_installs", Delivery.Lines(
            AppleHeaders.All["Platform App Installs"],
            "2026-11-18|My App|123456789|Restore|App Store|iPhone|iOS 26.1|FR|7"));
        var day = Assert.Single(curated.Dates);
        Assert.Equal(new DateOnly(2026, 11, 18), day.Date);
        Assert.Equal([7L], Read(day)["installs"]);
    }

    [Fact]
    public async Task Subscription_events_under_the_documented_names_have_the_same_columns()
    {
        await using var curated = await Delivery.CurateAsync("subscription_events", Delivery.Lines(
            "Event Date|App Name|App Apple Identifier|Event Sub Type|Event Grouping|Subscription Name|Subscription Identifier|Territory|Counts",
            "2026-11-18|My App|123456789|Free Trial Starts|Offer Starts|Gold|6446700000|US|3"));
        var table = Read(Assert.Single(curated.Dates));
        Assert.Equal(["Free Trial Starts"], table["event_name"]);
        Assert.Equal(["Offer Starts"], table["event_group"]);
        Assert.Equal([6446700000L], table["subscription_identifier"]);
        Assert.Equal([null], table["churn_tenure"]);
        Assert.Contains("Churn Tenure", curated.Drift.MissingOptional);
        Assert.Empty(curated.Drift.MissingRequired);
    }

    [Fact]
    public async Task Web_preview_and_clips_count_by_event()
    {
        await using var web = await Delivery.CurateAsync("web_preview", Delivery.Lines(
            AppleHeaders.All["App Store Web Preview Engagement Standard"],
            "2026-11-18|My App|123456789|Page View|Product page|Web referrer||Safari|26|iPhone|iOS 26.1|US|10",
            "2026-11-18|My App|123456789|Tap|Product page|Web referrer|Story app|Safari|26|iPhone|iOS 26.1|US|4"));
        Assert.Equal((10, 4, 14), (web.Dates[0].Sums["page_views"], web.Dates[0].Sums["taps"], web.Dates[0].Sums["counts"]));

        await using var clips = await Delivery.CurateAsync("app_clips", Delivery.Lines(
            AppleHeaders.All["App Clip Usage Standard"],
            "2026-11-18|My App|123456789|Sessions|Maps|1.0|iPhone|iOS 26.1|US|10|300|8",
            "2026-11-18|My App|123456789|Crashes|Maps|1.0|iPhone|iOS 26.1|US|6||6"));
        Assert.Equal((10, 6, 300), (clips.Dates[0].Sums["sessions"], clips.Dates[0].Sums["crashes"], clips.Dates[0].Sums["total_session_duration"]));
    }

    [Fact]
    public async Task Figures_with_decimals_and_ranges_of_framework_reports_are_kept_as_sent()
    {
        await using var curated = await Delivery.CurateAsync("carplay_app_usage", Delivery.Lines(
            AppleHeaders.All["CarPlay App Usage"],
            "6|US|2026-11-18|iOS 26.1|iPhone|23B5044|6|Release|Navigation|12.5|0|2|90"));
        var table = Read(Assert.Single(curated.Dates));
        Assert.Equal([12.5m], table["dashboard_visible_time"]);
        Assert.Equal([90L], table["visible_time"]);
        Assert.Equal([null], table["app_name"]);

        await using var ranges = await Delivery.CurateAsync("networking_connection_activity", Delivery.Lines(
            AppleHeaders.All["Networking Connection Activity"],
            "6|US|2026-11-18|iOS 26.1|iPhone|23B5044|6|Release|Success|]0,1000]|]0.5,1]|0|false|<=0"));
        Assert.Equal(["]0,1000]"], Read(Assert.Single(ranges.Dates))["download_bytes_bins"]);
    }

    [Fact]
    public async Task An_undescribed_report_keeps_every_column_and_types_the_counters_it_knows()
    {
        await using var curated = await Delivery.CurateAsync("shortcut_app_usage", Delivery.Lines(
            "Date|Territory|Action|Counts|Unique Devices|Status",
            "2026-11-18|US|Open|11|7|ok"));
        var table = Read(Assert.Single(curated.Dates));
        Assert.Equal(["Open"], table["action"]);
        Assert.Equal(["ok"], table["status"]);
        Assert.Equal([11L], table["count"]);
        Assert.Equal([7L], table["unique_devices"]);
        Assert.Equal([null], table["session_count"]);
        Assert.Empty(curated.Drift.Unknown);
        Assert.Empty(curated.Drift.MissingOptional);
    }

    [Fact]
    public async Task Every_report_curates_to_the_columns_of_its_table()
    {
        foreach (var (report, header) in AppleHeaders.All)
        {
            foreach (var table in ReportCatalogue.All.Where(t => t.Report == report))
            {
                var row = string.Join('|', header.Split('|').Select(h => Value(table, h)));
                await using var curated = await Delivery.CurateAsync(table.Name, Delivery.Lines(header, row));
                Assert.True(curated.RowsQuarantined == 0, $"{report}: {Delivery.QuarantineOf(curated)}");
                var file = Read(Assert.Single(curated.Dates));
                Assert.Equal(TableSchema.Of(table).Columns.Select(c => c.Name), file.Columns);
                Assert.Single(file.Rows);
            }
        }
    }

    static string Value(TableDefinition table, string header)
    {
        if (table.DateHeaders.Contains(header))
        {
            return "2026-11-18";
        }

        var column = table.Columns.Single(c => c.Header == header);
        return column.Type switch
        {
            ColumnType.BigInt => column.Name == "app_apple_identifier" ? "123456789" : "7",
            ColumnType.Decimal => "1.5",
            ColumnType.Date => "2026-11-01",
            _ => "x",
        };
    }

    static ParquetTable Read(CuratedDate date) => ParquetTable.Read(date.OpenRead());
}
