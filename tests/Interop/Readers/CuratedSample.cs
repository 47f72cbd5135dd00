using System.Globalization;
using System.IO.Compression;
using AppleAnalytics.Curation;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Readers;

/// <summary>Downloads of six dates in Apple's shape, whose every field follows from the row's number.</summary>
static class CuratedSample
{
    public const string Header =
        "Date\tApp Name\tApp Apple Identifier\tDownload Type\tApp Version\tDevice\tPlatform Version\tSource Type\tPage Type\tPre-Order\tTerritory\tCounts\n";

    public static Task<CuratedInstance> MakeAsync(int rows, int versions)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        using (var text = new StreamWriter(gzip) { NewLine = "\n" })
        {
            text.Write(Header);
            for (var i = 0; i < rows; i++)
            {
                text.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"2026-11-{14 + (i % 6):00}\tA\t42\t{(i % 4 == 0 ? "Redownload" : "Auto-update")}\tv{i % versions}\tiPhone\tiOS {i % 9}\t\tNo page\t\t{(i % 5 == 0 ? "DE" : "US")}\t{(long)i * 7919}\n"));
            }
        }

        var bytes = compressed.ToArray();
        return new InstanceCurator().RunAsync(new(
            ReportCatalogue.Get("downloads"),
            42,
            new(new(2026, 11, 20), AccessType.Ongoing, 1, "i"),
            [new SegmentSource("s1", _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes)))]));
    }

    /// <summary>The curated rows as SQL makes them from the numbers.</summary>
    public static string Sql(int rows, int versions, int day) =>
        $"""
        SELECT DATE '2026-11-{day:00}' AS metric_date, CASE WHEN i % 4 = 0 THEN 'Redownload' ELSE 'Auto-update' END AS download_type, 'v' || (i % {versions}) AS app_version,
            'iOS ' || (i % 9) AS platform_version, NULL::VARCHAR AS pre_order, CASE WHEN i % 5 = 0 THEN 'DE' ELSE 'US' END AS territory, (i * 7919)::BIGINT AS counts,
            CASE WHEN i % 4 = 0 THEN (i * 7919)::BIGINT ELSE 0 END AS redownloads
        FROM range({rows}) t(i) WHERE 14 + (i % 6) = {day}
        """;

    public const string Columns = "metric_date, download_type, app_version, platform_version, pre_order, territory, counts, redownloads";
}
