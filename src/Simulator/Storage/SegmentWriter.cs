using System.IO.Compression;
using System.Security.Cryptography;
using AppleAnalytics.Simulator.Data;
using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.Simulator.Storage;

/// <summary>Writes the file of one segment: header, then its share of the candidates of every date, dates interleaved.</summary>
internal sealed class SegmentWriter(RowModel rows)
{
    private const int FlushAt = 1 << 17;

    public StoredSegment Write(Instance instance, int segment, FileForm form)
    {
        using var output = new MemoryStream();
        var text = new TextBuffer(FlushAt + 4096);
        var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        RowText.AppendHeader(text, instance.Report, form);
        if (form.HasFlag(FileForm.TwoGzipMembers))
        {
            gzip.Write(text.Written);
            text.Clear();
            gzip.Dispose();
            gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        }
        using (gzip)
        {
            AppendRows(instance, segment, form, text, gzip);
            gzip.Write(text.Written);
        }
        var bytes = output.ToArray();
        return new StoredSegment(bytes, Md5Of(bytes));
    }

#pragma warning disable CA5351 // Apple's checksum is MD5; it protects against accidents, not attackers.
    internal static string Md5Of(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351

    private void AppendRows(Instance instance, int segment, FileForm form, TextBuffer text, GZipStream gzip)
    {
        var columns = RowText.InOrder(instance.Report, form);
        var slices = instance.Slices;
        var counts = new int[slices.Length];
        var hashes = new ulong[slices.Length];
        var repeated = new int[slices.Length][];
        for (var k = 0; k < slices.Length; k++)
        {
            counts[k] = rows.Candidates(instance.App, instance.Report, instance.Granularity, slices[k].Day);
            hashes[k] = rows.DateHash(instance.App, instance.Report, instance.Granularity, slices[k].Day);
            repeated[k] = rows.Repeated(instance.App, instance.Report, slices[k].Day, hashes[k], counts[k]);
        }
        var most = counts.Length == 0 ? 0 : counts.Max();
        var row = new Row();
        for (var i = most * segment / instance.Segments; i < most * (segment + 1) / instance.Segments; i++)
        {
            for (var k = 0; k < slices.Length; k++)
            {
                if (i < counts[k] && RowModel.TryFill(instance.App, instance.Report, slices[k], hashes[k], repeated[k], i, row))
                {
                    RowText.AppendRow(text, columns, row, form);
                }
            }
            if (text.Length > FlushAt)
            {
                gzip.Write(text.Written);
                text.Clear();
            }
        }
    }
}
