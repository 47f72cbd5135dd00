using System.Buffers.Binary;
using System.IO.Compression;

namespace AppleAnalytics.Curation;

/// <summary>
/// Whether a gzip file ends where it should. GZipStream takes a file that was cut off for one that ends there, so the last eight bytes,
/// checksum and length of the last member, are compared with what was inflated.
/// </summary>
/// <param name="Tail">The last eight bytes of the file, or fewer when it has no more.</param>
/// <param name="Inflated">Bytes of text that came out.</param>
internal readonly record struct GzipEnd(byte[] Tail, long Inflated)
{
    uint Checksum => BinaryPrimitives.ReadUInt32LittleEndian(Tail);

    uint Length => BinaryPrimitives.ReadUInt32LittleEndian(Tail.AsSpan(4));

    /// <summary>Whether the end speaks of all that was inflated, as in every file of one member, or the file is empty.</summary>
    public bool IsPlain => Tail.Length == 0 || (Tail.Length == 8 && Length == Inflated && (Inflated > 0 || Checksum == 0));

    /// <summary>
    /// Whether the end belongs to the last of several members: inflates the file again and compares the checksum of the last bytes.
    /// </summary>
    public bool IsOfLastMember(Stream compressed)
    {
        if (Tail.Length < 8 || Length > Inflated)
        {
            return false;
        }

        using var inflating = new GZipStream(compressed, CompressionMode.Decompress);
        var buffer = new byte[1 << 16];
        var toSkip = Inflated - Length;
        var checksum = 0u;
        int count;
        while ((count = inflating.Read(buffer)) > 0)
        {
            var skipped = (int)Math.Min(toSkip, count);
            toSkip -= skipped;
            checksum = Crc32.Append(checksum, buffer.AsSpan(skipped, count - skipped));
        }

        return checksum == Checksum;
    }
}
