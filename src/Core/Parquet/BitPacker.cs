using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace AppleAnalytics.Parquet;

/// <summary>
/// Packs numbers of up to 16 bits into as few bits as the largest needs, the first number in the lowest bits
/// (parquet-format, Encodings.md, "RLE / Bit-Packing Hybrid").
/// </summary>
internal static unsafe class BitPacker
{
    /// <summary>Bytes behind the packed numbers that <see cref="Pack"/> may overwrite, because it stores whole words.</summary>
    public const int Slack = 16;

    /// <summary>Packs whole groups of eight numbers; the last group is filled with zeros.</summary>
    /// <returns>Bytes written: a group of eight takes <paramref name="width"/> bytes.</returns>
    public static int Pack(ReadOnlySpan<ushort> values, int width, Span<byte> target)
    {
        var whole = values.Length & ~7;
        var written = Bmi2.X64.IsSupported
            ? PackGroupsWithBitExtract(values[..whole], width, target)
            : PackGroups(values[..whole], width, target);
        if (whole < values.Length)
        {
            Span<ushort> last = stackalloc ushort[8];
            last.Clear();
            values[whole..].CopyTo(last);
            written += PackGroups(last, width, target[written..]);
        }

        return written;
    }

    /// <summary>The plain way, one number after another.</summary>
    internal static int PackGroups(ReadOnlySpan<ushort> values, int width, Span<byte> target)
    {
        var written = 0;
        var pending = 0ul;
        var bits = 0;
        foreach (var value in values)
        {
            pending |= (ulong)value << bits;
            for (bits += width; bits >= 8; bits -= 8)
            {
                target[written++] = (byte)pending;
                pending >>= 8;
            }
        }

        return written;
    }

    /// <summary>
    /// Four numbers at once: PEXT gathers the low bits of four 16-bit lanes into one run of 4 x width bits,
    /// and two such runs are a group.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int PackGroupsWithBitExtract(ReadOnlySpan<ushort> values, int width, Span<byte> target)
    {
        var groups = values.Length >> 3;
        if (target.Length < (groups * width) + Slack)
        {
            throw new ArgumentException("Too little room for the packed numbers.", nameof(target));
        }

        var mask = (1ul << width) - 1;
        mask |= mask << 16;
        mask |= mask << 32;
        var halfBits = 4 * width;
        fixed (ushort* first = values)
        fixed (byte* start = target)
        {
            var source = (ulong*)first;
            var next = start;
            if (width <= 8)
            {
                for (var i = 0; i < groups; i++, source += 2, next += width)
                {
                    var low = Bmi2.X64.ParallelBitExtract(source[0], mask);
                    var high = Bmi2.X64.ParallelBitExtract(source[1], mask);
                    Unsafe.WriteUnaligned(next, low | high << halfBits);
                }
            }
            else
            {
                var highByte = halfBits >> 3;
                var highBit = halfBits & 7;
                for (var i = 0; i < groups; i++, source += 2, next += width)
                {
                    var low = Bmi2.X64.ParallelBitExtract(source[0], mask);
                    var high = Bmi2.X64.ParallelBitExtract(source[1], mask);
                    Unsafe.WriteUnaligned(next, low);
                    // With odd widths the halves share a byte: its low bits come from the first half.
                    Unsafe.WriteUnaligned(next + highByte, (highBit == 0 ? 0 : low >> (highByte * 8)) | high << highBit);
                }
            }
        }

        return groups * width;
    }
}
