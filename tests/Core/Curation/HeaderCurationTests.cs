using System.Text;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Curation;

/// <summary>Columns are found by their header, whatever the file's dress.</summary>
public class HeaderCurationTests
{
    static readonly string[] Rows =
    [
        "Date|App Name|App Apple Identifier|Download Type|App Version|Device|Platform Version|Source Type|Page Type|Pre-Order|Territory|Counts",
        "2026-11-18|My App|123456789|Redownload|1.0|iPhone|iOS 26.1|App Store search|No page||US|10",
        "2026-11-18|My App|123456789|Restore|1.0|iPad|iOS 26.1|App Store search|No page||DE|20",
    ];

    static async Task AssertUsualRowsAsync(CuratedInstance curated, bool reordered = false)
    {
        await using (curated)
        {
            Assert.Equal(0, curated.RowsQuarantined);
            var day = Assert.Single(curated.Dates);
            Assert.Equal(2, day.Rows);
            Assert.Equal(30, day.Sums["counts"]);
            Assert.Equal(10, day.Sums["redownloads"]);
            Assert.Equal(reordered, curated.Drift.Reordered);
            Assert.Empty(curated.Drift.Unknown);
            var table = ParquetTable.Read(day.OpenRead());
            Assert.Equal(["US", "DE"], table["territory"]);
            Assert.Equal(["My App", "My App"], table["app_name"]);
            Assert.Equal([10L, 20L], table["counts"]);
        }
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_header() =>
        await AssertUsualRowsAsync(await Delivery.CurateAsync("downloads", "\uFEFF" + Delivery.Lines(Rows)));

    [Fact]
    public async Task Lines_may_end_with_carriage_return_and_line_feed() =>
        await AssertUsualRowsAsync(await Delivery.CurateAsync("downloads", Delivery.Lines(Rows).Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task The_last_line_may_lack_its_line_break() =>
        await AssertUsualRowsAsync(await Delivery.CurateAsync("downloads", Delivery.Lines(Rows).TrimEnd('\n')));

    [Fact]
    public async Task Blank_lines_are_no_rows() =>
        await AssertUsualRowsAsync(await Delivery.CurateAsync("downloads", Delivery.Lines(Rows).Replace("\n", "\n\n", StringComparison.Ordinal)));

    [Fact]
    public async Task Commas_with_quoting_are_told_from_the_header()
    {
        var text = string.Concat(Rows.Select(r => r.Replace('|', ',') + "\n"))
            .Replace("My App", "\"My, \"\"App\"\"\nof two lines\"", StringComparison.Ordinal);
        await using var curated = await Delivery.CurateAsync("downloads", text);

        var day = Assert.Single(curated.Dates);
        Assert.Equal(30, day.Sums["counts"]);
        Assert.Equal(["My, \"App\"\nof two lines", "My, \"App\"\nof two lines"], ParquetTable.Read(day.OpenRead())["app_name"]);
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_and_case()
    {
        static string Reverse(string row) => string.Join('|', row.Split('|').Reverse());
        var text = Delivery.Lines([Reverse(Rows[0]).ToUpperInvariant(), .. Rows.Skip(1).Select(Reverse)]);
        await AssertUsualRowsAsync(await Delivery.CurateAsync("downloads", text), reordered: true);
    }

    [Fact]
    public async Task Several_members_of_one_gzip_file_are_one_text()
    {
        var text = Encoding.UTF8.GetBytes(Delivery.Lines(Rows));
        byte[] members = [.. Delivery.Gzip(text[..70]), .. Delivery.Gzip(text[70..])];
        await AssertUsualRowsAsync(await new InstanceCurator().RunAsync(Delivery.Input("downloads", members)));
    }

    [Fact]
    public async Task Segments_are_concatenated_and_each_follows_its_own_header()
    {
        static string Reverse(string row) => string.Join('|', row.Split('|').Reverse());
        await AssertUsualRowsAsync(
            await Delivery.CurateAsync("downloads", Delivery.Lines(Rows[0], Rows[1]), Delivery.Lines(Rows[0]), Delivery.Lines(Reverse(Rows[0]), Reverse(Rows[2]))),
            reordered: true);
    }

    [Fact]
    public async Task Unknown_columns_are_kept_as_text_even_when_only_the_last_segment_has_them()
    {
        var first = Delivery.Lines(Rows[0], Rows[1]);
        var second = Delivery.Lines(Rows[0] + "|Zeta Value|Updates|2nd Try|Alpha", Rows[2] + "|z|u||a");
        await using var curated = await Delivery.CurateAsync("downloads", first, second);

        Assert.Equal(["alpha", "apple_2nd_try", "apple_updates", "zeta_value"], curated.Drift.Unknown);
        var table = ParquetTable.Read(Assert.Single(curated.Dates).OpenRead());
        Assert.Equal(["alpha", "apple_2nd_try", "apple_updates", "zeta_value"], table.Columns[12..16]);
        Assert.Equal("total_downloads", table.Columns[16]);
        Assert.Equal([null, "a"], table["alpha"]);
        Assert.Equal([null, null], table["apple_2nd_try"]);
        Assert.Equal([null, "u"], table["apple_updates"]);
        Assert.Equal([null, "z"], table["zeta_value"]);
    }

    [Fact]
    public async Task A_missing_required_column_is_reported_and_nothing_is_curated()
    {
        static string Without(string row, int column) => string.Join('|', row.Split('|').Where((_, i) => i != column));
        await using var curated = await Delivery.CurateAsync("downloads", Delivery.Lines([.. Rows.Select(r => Without(r, 11))]));

        Assert.Equal(["Counts"], curated.Drift.MissingRequired);
        Assert.Empty(curated.Dates);
        await using var dateless = await Delivery.CurateAsync("downloads", Delivery.Lines([.. Rows.Select(r => Without(r, 0))]));
        Assert.Equal(["Date"], dateless.Drift.MissingRequired);
    }

    [Fact]
    public async Task A_file_with_a_header_only_has_no_dates_and_an_empty_one_has_no_header()
    {
        await using var headerOnly = await Delivery.CurateAsync("downloads", Delivery.Lines(Rows[0]));
        Assert.True(headerOnly.HasHeader);
        Assert.Empty(headerOnly.Dates);
        Assert.Empty(headerOnly.Drift.MissingRequired);

        await using var empty = await Delivery.CurateAsync("downloads", "");
        Assert.False(empty.HasHeader);
        Assert.Empty(empty.Dates);
        Assert.Empty(empty.Drift.MissingRequired);

        await using var nothing = await new InstanceCurator().RunAsync(Delivery.Input("downloads", [[]]));
        Assert.False(nothing.HasHeader);
        await using var none = await new InstanceCurator().RunAsync(Delivery.Input("downloads"));
        Assert.False(none.HasHeader);
    }
}
