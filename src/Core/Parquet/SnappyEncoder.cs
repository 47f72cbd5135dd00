using System.Numerics;
using System.Runtime.CompilerServices;

namespace AppleAnalytics.Parquet;

/// <summary>
/// Compresses into Snappy's block format (google/snappy, format_description.txt): blocks of 64 KiB, matches of four bytes or more
/// found greedily through a hash table of positions.
/// </summary>
internal sealed unsafe class SnappyEncoder
{
    const int BlockLength = 65_536;
    const int MaxTableBits = 14;

    readonly ushort[] _positions = new ushort[1 << MaxTableBits];

    /// <summary>Most bytes that <paramref name="length"/> bytes can become.</summary>
    public static int MaxCompressedLength(int length) => checked(32 + length + (length / 6));

    /// <summary>Appends the compressed form of <paramref name="source"/>.</summary>
    public void Compress(ReadOnlySpan<byte> source, ByteBuffer output)
    {
        output.WriteVarint((ulong)source.Length);
        fixed (byte* input = source)
        fixed (byte* start = output.Reserve(MaxCompressedLength(source.Length)))
        {
            var target = start;
            for (var block = 0; block < source.Length; block += BlockLength)
            {
                target = CompressBlock(input + block, Math.Min(BlockLength, source.Length - block), target);
            }

            output.Advance((int)(target - start));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    byte* CompressBlock(byte* block, int length, byte* target)
    {
        var literal = 0;
        if (length >= 16)
        {
            // A table as large as the block has positions, because clearing 32 KiB costs more than compressing a small page.
            var bits = Math.Clamp(32 - BitOperations.LeadingZeroCount((uint)length - 1), 8, MaxTableBits);
            var shift = 32 - bits;
            Array.Clear(_positions, 0, 1 << bits);
            fixed (ushort* table = _positions)
            {
                var position = 1;
                var limit = length - 12;
                var skip = 32;
                while (position < limit)
                {
                    var four = Unsafe.ReadUnaligned<uint>(block + position);
                    var slot = table + ((four * 0x1e35a7bd) >> shift);
                    int candidate = *slot;
                    *slot = (ushort)position;
                    if (candidate >= position || Unsafe.ReadUnaligned<uint>(block + candidate) != four)
                    {
                        // The longer nothing matches, the larger the steps: data that does not compress passes quickly.
                        position += skip++ >> 5;
                        continue;
                    }

                    skip = 32;
                    if (position > literal)
                    {
                        target = WriteLiteral(target, block + literal, position - literal);
                    }

                    var match = MatchLength(block, position, candidate, length);
                    target = WriteCopy(target, position - candidate, match);
                    position += match;
                    literal = position;
                }
            }
        }

        return literal < length ? WriteLiteral(target, block + literal, length - literal) : target;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int MatchLength(byte* block, int position, int candidate, int length)
    {
        var match = 4;
        while (position + match + 8 <= length)
        {
            var difference = Unsafe.ReadUnaligned<ulong>(block + position + match) ^ Unsafe.ReadUnaligned<ulong>(block + candidate + match);
            if (difference != 0)
            {
                return match + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            match += 8;
        }

        while (position + match < length && block[position + match] == block[candidate + match])
        {
            match++;
        }

        return match;
    }

    static byte* WriteLiteral(byte* target, byte* source, int length)
    {
        var n = length - 1;
        if (n < 60)
        {
            *target++ = (byte)(n << 2);
        }
        else if (n < 256)
        {
            *target++ = 60 << 2;
            *target++ = (byte)n;
        }
        else
        {
            *target++ = 61 << 2;
            *target++ = (byte)n;
            *target++ = (byte)(n >> 8);
        }

        Unsafe.CopyBlockUnaligned(target, source, (uint)length);
        return target + length;
    }

    static byte* WriteCopy(byte* target, int offset, int length)
    {
        while (length >= 68)
        {
            target = WriteCopyOfAtMost64(target, offset, 64);
            length -= 64;
        }

        if (length > 64)
        {
            // 65 to 67 would leave a rest below the shortest copy.
            target = WriteCopyOfAtMost64(target, offset, 60);
            length -= 60;
        }

        return WriteCopyOfAtMost64(target, offset, length);
    }

    static byte* WriteCopyOfAtMost64(byte* target, int offset, int length)
    {
        if (length < 12 && offset < 2048)
        {
            *target++ = (byte)(1 | (length - 4) << 2 | offset >> 8 << 5);
            *target++ = (byte)offset;
        }
        else
        {
            *target++ = (byte)(2 | (length - 1) << 2);
            *target++ = (byte)offset;
            *target++ = (byte)(offset >> 8);
        }

        return target;
    }
}
