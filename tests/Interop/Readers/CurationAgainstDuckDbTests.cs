using System.Globalization;
using System.IO.Compression;
using System.Text;
using AppleAnalytics.Curation;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Readers;

/// <summary>The curator's files against what DuckDB makes of the same raw text, row for row.</summary>
public class CurationAgainstDuckDbTests(ReadersFixture fixture) : IClassFixture<ReadersFixture>
{
    [NodeFact]
    public async Task Downloads_hold_every_row_with_its_derived_measures()
    {
        var random = new Random(21);
        string[] types = ["First-time download", "Redownload", "re-download", "Auto-update", "Manual update", "Restore", "Something new", ""];
        var text = new StringBuilder("Date\tApp Name\tApp Apple Identifier\tDownload Type\tApp Version\tDevice\tPlatform Version\tSource Type\tPage Type\tPre-Order\tTerritory\tCounts\n");
        for (var i = 0; i < 60_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{new DateOnly(2026, 10, 1).AddDays(random.Next(9)):yyyy-MM-dd}\tMein \"Café\"\t123456789\t");
            text.Append(CultureInfo.InvariantCulture, $"{types[random.Next(types.Length)]}\tv{random.Next(40_000)}\tiPhone\tiOS {random.Next(60)}\t");
            text.Append(CultureInfo.InvariantCulture, $"{(random.Next(3) == 0 ? "" : "App Store search")}\tNo page\t\t{(char)('A' + random.Next(26))}{(char)('A' + random.Next(7))}\t{random.Next(9_000)}\n");
        }

        await AssertSameAsync("downloads", text.ToString(), """
            SELECT "Date"::DATE AS metric_date, "App Name" AS app_name, "App Apple Identifier"::BIGINT AS app_apple_identifier, "Download Type" AS download_type,
              "App Version" AS app_version, "Device" AS device, "Platform Version" AS platform_version, "Source Type" AS source_type, "Page Type" AS page_type,
              "Pre-Order" AS pre_order, "Territory" AS territory, "Counts"::BIGINT AS counts,
              CASE WHEN lower("Download Type") IN ('first-time download', 'redownload', 're-download') THEN "Counts"::BIGINT ELSE 0 END AS total_downloads,
              CASE WHEN lower("Download Type") = 'first-time download' THEN "Counts"::BIGINT ELSE 0 END AS first_time_downloads,
              CASE WHEN lower("Download Type") IN ('redownload', 're-download') THEN "Counts"::BIGINT ELSE 0 END AS redownloads,
              CASE WHEN lower("Download Type") IN ('auto-update', 'manual update') THEN "Counts"::BIGINT ELSE 0 END AS updates,
              CASE WHEN lower("Download Type") = 'restore' THEN "Counts"::BIGINT ELSE 0 END AS restores,
              DATE '2026-11-20' AS processing_date, 'instance-1' AS instance_id, 'ONGOING' AS access_type
            """);
    }

    [NodeFact]
    public async Task Purchases_hold_every_amount_exactly()
    {
        var random = new Random(22);
        var text = new StringBuilder("Date\tApp Name\tApp Apple Identifier\tPurchase Type\tContent Name\tContent Apple Identifier\tPayment Method\tDevice\tPlatform Version\tSource Type\tPage Type\tApp Download Date\tPre-Order\tTerritory\tPurchases\tProceeds in USD\tSales in USD\tPaying Users\n");
        for (var i = 0; i < 30_000; i++)
        {
            var count = random.Next(-3, 50);
            text.Append(CultureInfo.InvariantCulture, $"{new DateOnly(2026, 11, 1).AddDays(i / 10_000):yyyy-MM-dd}\tA\t123456789\tIn-app purchase\tContent {random.Next(300)}\t{9_000_000_000L + random.Next(300)}\t\tiPad\tiOS 26\t\tNo page\t");
            text.Append(CultureInfo.InvariantCulture, $"{(random.Next(4) == 0 ? "" : new DateOnly(2025, 1, 1).AddDays(random.Next(600)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}\t\tUS\t{count}\t");
            text.Append(CultureInfo.InvariantCulture, $"{count * random.Next(1, 9_999_999) / 1_000_000m}\t{count * 4.99m}\t{random.Next(40)}\n");
        }

        await AssertSameAsync("purchases", text.ToString(), """
            SELECT "Date"::DATE AS metric_date, "App Name" AS app_name, "App Apple Identifier"::BIGINT AS app_apple_identifier, "Purchase Type" AS purchase_type,
              "Content Name" AS content_name, "Content Apple Identifier"::BIGINT AS content_apple_identifier, "Payment Method" AS payment_method, "Device" AS device,
              "Platform Version" AS platform_version, "Source Type" AS source_type, "Page Type" AS page_type, "App Download Date"::DATE AS app_download_date,
              "Pre-Order" AS pre_order, "Territory" AS territory, "Purchases"::BIGINT AS purchases, "Proceeds in USD"::DECIMAL(18,6) AS proceeds_usd,
              "Sales in USD"::DECIMAL(18,6) AS sales_usd, "Paying Users"::BIGINT AS paying_users,
              DATE '2026-11-20' AS processing_date, 'instance-1' AS instance_id, 'ONGOING' AS access_type
            """);
    }

    async Task AssertSameAsync(string table, string text, string select)
    {
        var folder = Directory.CreateDirectory(Path.Combine(fixture.Folder, table)).FullName;
        var raw = Path.Combine(folder, "raw.tsv");
        await File.WriteAllTextAsync(raw, text);
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(text));
        }

        await using var curated = await new InstanceCurator().RunAsync(new CurationInput(
            ReportCatalogue.Get(table),
            123456789,
            new Vintage(new DateOnly(2026, 11, 20), AccessType.Ongoing, 1, "instance-1"),
            [new SegmentSource("1", _ => ValueTask.FromResult<Stream>(new MemoryStream(compressed.ToArray())))]));
        Assert.Equal(0, curated.RowsQuarantined);
        foreach (var date in curated.Dates)
        {
            await using var source = date.OpenRead();
            await using var target = File.Create(Path.Combine(folder, $"{date.Date:yyyyMMdd}.parquet"));
            await source.CopyToAsync(target);
        }

        var expected = $"{select} FROM read_csv('{raw}', delim='\t', header=true, all_varchar=true, quote='', escape='', nullstr='')";
        var actual = $"SELECT * FROM read_parquet('{folder}/*.parquet')";
        await using var duckdb = new DuckDb();
        await duckdb.AssertSameRowsAsync(expected, actual);
        foreach (var (measure, sum) in curated.Dates.SelectMany(d => d.Sums).GroupBy(s => s.Key).Select(g => (g.Key, g.Sum(s => s.Value))))
        {
            var scanned = decimal.Parse((await duckdb.ScalarAsync($"SELECT sum({measure}) FROM ({actual})"))!, CultureInfo.InvariantCulture);
            Assert.Equal(sum, scanned);
        }

        // The order of the rows is the file's too, so that a partition can be compared with its raw text line by line.
        var first = await duckdb.QueryAsync($"SELECT * FROM read_parquet('{folder}/{curated.Dates[0].Date:yyyyMMdd}.parquet') LIMIT 1");
        var firstRaw = await duckdb.QueryAsync($"SELECT * FROM ({expected}) WHERE metric_date = DATE '{curated.Dates[0].Date:yyyy-MM-dd}' LIMIT 1");
        Assert.Equal(firstRaw[0], first[0]);
    }
}
