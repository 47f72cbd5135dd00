using System.IO.Compression;
using System.Text;

namespace AppleAnalytics.Curation;

/// <summary>What is no report ends with a sentence, and with bounded memory.</summary>
public class DamagedSegmentTests
{
    const string Header =
        "Date|App Name|App Apple Identifier|Download Type|App Version|Device|Platform Version|Source Type|Page Type|Pre-Order|Territory|Counts";

    const string Good = "2026-11-18|A|123456789|Redownload|1.0|iPhone|iOS 26.1|App Store search|No page||US|10";

    static async Task<string> FaultOfAsync(byte[] segment, CurationLimits? limits = null)
    {
        var curator = new InstanceCurator(limits ?? CurationLimits.Default, Parquet.ParquetWriterOptions.Default);
        var fault = await Assert.ThrowsAsync<CurationException>(() => curator.RunAsync(Delivery.Input("downloads", segment)));
        Assert.Contains("downloads", fault.Message, StringComparison.Ordinal);
        Assert.Contains("123456789", fault.Message, StringComparison.Ordinal);
        return fault.Message;
    }

    static string ManyRows(int count) => Delivery.Lines([Header, .. Enumerable.Range(0, count).Select(i => Good.Replace("|1.0|", $"|{i * 7919 % 100_003}|", StringComparison.Ordinal))]);

    [Fact]
    public async Task Bytes_that_are_no_gzip_are_named() =>
        Assert.Contains("segment-1 of downloads of app 123456789 is not gzip", await FaultOfAsync([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), StringComparison.Ordinal);

    [Fact]
    public async Task A_segment_cut_off_is_damaged()
    {
        var whole = Delivery.Gzip(ManyRows(5_000));
        foreach (var length in (int[])[15, whole.Length / 2, whole.Length - 9, whole.Length - 1])
        {
            var fault = await Record.ExceptionAsync(() => FaultOfAsync(whole[..length]));
            Assert.True(fault is null, $"cut to {length} of {whole.Length}: {fault}");
        }
    }

    [Fact]
    public async Task A_flipped_byte_is_found_by_the_checksum()
    {
        var whole = Delivery.Gzip(ManyRows(5_000));
        whole[^6] ^= 0x55;
        Assert.Contains("is damaged", await FaultOfAsync(whole), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_stops_early()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Delivery.Lines(Header)));
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 100; i++)
            {
                gzip.Write(zeros);
            }
        }

        Assert.Contains("a line of more than 1,048,576 bytes", await FaultOfAsync(bomb.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_without_end_stops_early() =>
        Assert.Contains("a line of more than", await FaultOfAsync(Delivery.Gzip(new byte[8 << 20])), StringComparison.Ordinal);

    [Fact]
    public async Task A_segment_that_inflates_without_end_is_stopped() =>
        Assert.Contains(
            "inflates to more than 100,000 bytes",
            await FaultOfAsync(Delivery.Gzip(ManyRows(5_000)), CurationLimits.Default with { MaxInflatedBytes = 100_000 }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_file_of_unreadable_rows_is_no_report() =>
        Assert.Contains(
            "this is no such report",
            await FaultOfAsync(Delivery.Gzip(ManyRows(5_000).Replace("2026-11-18", "x", StringComparison.Ordinal)), CurationLimits.Default with { MaxQuarantineBytes = 100_000 }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_file_of_more_dates_than_a_report_has_is_refused()
    {
        var rows = Enumerable.Range(0, 4_100).Select(i => Good.Replace("2026-11-18", new DateOnly(2000, 1, 1).AddDays(i).ToString("yyyy-MM-dd"), StringComparison.Ordinal));
        Assert.Contains("more than 4,000 dates", await FaultOfAsync(Delivery.Gzip(Delivery.Lines([Header, .. rows]))), StringComparison.Ordinal);
    }
}
