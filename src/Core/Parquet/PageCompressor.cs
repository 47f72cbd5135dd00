using System.IO.Compression;

namespace AppleAnalytics.Parquet;

/// <summary>Compresses page bodies with one codec.</summary>
internal sealed class PageCompressor(ParquetCodec codec)
{
    readonly SnappyEncoder _snappy = new();

    /// <summary>Appends the compressed form of <paramref name="body"/>.</summary>
    /// <returns>Bytes appended.</returns>
    public int Compress(ReadOnlySpan<byte> body, ByteBuffer output)
    {
        var before = output.Length;
        switch (codec)
        {
            case ParquetCodec.Snappy:
                _snappy.Compress(body, output);
                break;
            case ParquetCodec.Gzip:
                using (var target = new MemoryStream())
                {
                    using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
                    {
                        gzip.Write(body);
                    }

                    output.Write(target.GetBuffer().AsSpan(0, (int)target.Length));
                }

                break;
            default:
                output.Write(body);
                break;
        }

        return output.Length - before;
    }
}
