using System.IO.Compression;
using System.Text;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>Deliveries written by hand for tests, and how they are curated.</summary>
static class Delivery
{
    public const long AppId = 123456789;

    public static Vintage Vintage { get; } = new(new DateOnly(2026, 11, 20), AccessType.Ongoing, 1, "instance-1");

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    public static byte[] Gzip(byte[] text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return target.ToArray();
    }

    /// <summary>Rows written with bars for readability become tab-separated lines.</summary>
    public static string Lines(params string[] rows) => string.Concat(rows.Select(r => r.Replace('|', '\t') + "\n"));

    public static CurationInput Input(string table, params byte[][] segments) => new(
        ReportCatalogue.Get(table),
        AppId,
        Vintage,
        [.. segments.Select((s, i) => new SegmentSource($"segment-{i + 1}", _ => ValueTask.FromResult<Stream>(new MemoryStream(s))))]);

    public static Task<CuratedInstance> CurateAsync(string table, params string[] segments) =>
        new InstanceCurator().RunAsync(Input(table, [.. segments.Select(Gzip)]));

    public static string QuarantineOf(CuratedInstance curated) => Encoding.UTF8.GetString(curated.Quarantine.Span);
}
