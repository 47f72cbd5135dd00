using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AppleAnalytics.Curation;

/// <summary>Finds where the fields and lines of tab-separated text end.</summary>
internal static class SeparatorScanner
{
    /// <summary>Entries beyond the separators that the output array must have, because positions are stored in whole vectors.</summary>
    public const int Slack = 64;

    const int BlockLength = 64;

    /// <summary>Finds all tabs and line feeds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ends">Takes their positions; as long as the text and <see cref="Slack"/> longer.</param>
    /// <param name="lineEnds">Takes, for each line feed, its place in <paramref name="ends"/>; as long as the text.</param>
    /// <param name="lines">The number of line feeds.</param>
    /// <param name="hasCarriageReturn">Whether there is a carriage return anywhere.</param>
    /// <returns>The number of tabs and line feeds.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Scan(ReadOnlySpan<byte> text, Span<uint> ends, Span<int> lineEnds, out int lines, out bool hasCarriageReturn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ends.Length, text.Length + Slack);
        ArgumentOutOfRangeException.ThrowIfLessThan(lineEnds.Length, text.Length);
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var end = ref MemoryMarshal.GetReference(ends);
        ref var lineEnd = ref MemoryMarshal.GetReference(lineEnds);
        var found = 0;
        var foundLines = 0;
        var at = 0;
        var carriageReturns = 0ul;
        for (; at + BlockLength <= text.Length; at += BlockLength)
        {
            var low = Vector256.LoadUnsafe(ref source, (nuint)at);
            var high = Vector256.LoadUnsafe(ref source, (nuint)at + 32);
            var feeds = MaskOf(low, high, (byte)'\n');
            var separators = feeds | MaskOf(low, high, (byte)'\t');
            carriageReturns |= MaskOf(low, high, (byte)'\r');
            for (var rest = feeds; rest != 0; rest &= rest - 1)
            {
                var before = (rest & (~rest + 1)) - 1;
                Unsafe.Add(ref lineEnd, foundLines++) = found + BitOperations.PopCount(separators & before);
            }

            StorePositions(separators, (uint)at, ref Unsafe.Add(ref end, found));
            found += BitOperations.PopCount(separators);
        }

        hasCarriageReturn = carriageReturns != 0 || text[at..].Contains((byte)'\r');
        found += ScanOneByOne(text[at..], at, ends[found..], found, lineEnds[foundLines..], out lines);
        lines += foundLines;
        return found;
    }

    /// <summary>The plain way, one byte after another.</summary>
    internal static int ScanOneByOne(ReadOnlySpan<byte> text, int offset, Span<uint> ends, int endsBefore, Span<int> lineEnds, out int lines)
    {
        var found = 0;
        lines = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                lineEnds[lines++] = endsBefore + found;
            }

            if (text[i] is (byte)'\t' or (byte)'\n')
            {
                ends[found++] = (uint)(offset + i);
            }
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong MaskOf(Vector256<byte> low, Vector256<byte> high, byte value)
    {
        var wanted = Vector256.Create(value);
        return Vector256.Equals(low, wanted).ExtractMostSignificantBits() | (ulong)Vector256.Equals(high, wanted).ExtractMostSignificantBits() << 32;
    }

    /// <summary>Stores the positions of the bits that are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void StorePositions(ulong bits, uint offset, ref uint target)
    {
        // Eight at a time, whether there are as many or not: what is beyond is overwritten by the next block,
        // and the processor need not guess how often a loop runs. Lines of reports have about seven separators in 64 bytes.
        var count = BitOperations.PopCount(bits);
        for (var stored = 0; stored < count; stored += 8)
        {
            for (var i = 0; i < 8; i++)
            {
                Unsafe.Add(ref target, stored + i) = offset + (uint)BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }
        }
    }
}
