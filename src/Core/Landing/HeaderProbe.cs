using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace AppleAnalytics.Landing;

/// <summary>
/// Tells a segment with rows from one with a header line only, from the first compressed bytes while they pass. Both what it keeps
/// and what it inflates are bounded; where the bounds end, or the bytes are no gzip, it says "rows" and leaves the judgement to curation.
/// </summary>
internal sealed class HeaderProbe
{
    const int MaxCompressed = 64 * 1024;
    const int MaxInflated = 1024 * 1024;
    const int SmallestGzip = 18;

    readonly ArrayBufferWriter<byte> _beginning = new();
    bool _cut;

    /// <summary>Takes the next compressed bytes.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        var room = MaxCompressed - _beginning.WrittenCount;
        _cut |= bytes.Length > room;
        _beginning.Write(bytes[..Math.Min(bytes.Length, room)]);
    }

    /// <summary>Whether anything but line breaks follows the first line that is not empty.</summary>
    public bool HasRows()
    {
        if (_beginning.WrittenCount == 0)
        {
            return false;
        }

        if (_cut || _beginning.WrittenCount < SmallestGzip)
        {
            return true;
        }

        using var beginning = new MemoryStream(_beginning.WrittenSpan.ToArray(), writable: false);
        using var inflated = new GZipStream(beginning, CompressionMode.Decompress);
        var buffer = new byte[16 * 1024];
        var total = 0;
        var inHeader = false;
        var afterHeader = false;
        try
        {
            while (total < MaxInflated)
            {
                var read = inflated.Read(buffer);
                if (read == 0)
                {
                    // A gzip cut short simply ends when inflated; its last four bytes are then not the length of what came out.
                    return BinaryPrimitives.ReadInt32LittleEndian(_beginning.WrittenSpan[^4..]) != total;
                }

                total += read;
                foreach (var b in buffer.AsSpan(0, read))
                {
                    if (b is (byte)'\n' or (byte)'\r')
                    {
                        afterHeader |= inHeader;
                    }
                    else if (afterHeader)
                    {
                        return true;
                    }
                    else
                    {
                        inHeader = true;
                    }
                }
            }
        }
        catch (InvalidDataException)
        {
            // No gzip, or cut short: curation says so with the line and the reason.
        }

        return true;
    }
}
