using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AppleAnalytics.Parquet;

/// <summary>
/// Parquet's hybrid of runs and bit packing: long repetitions become a count and a value, the rest is packed
/// (parquet-format, Encodings.md, "RLE / Bit-Packing Hybrid").
/// </summary>
internal static class HybridEncoder
{
    /// <summary>A repetition shorter than this costs more as a run of its own than packed among its neighbours.</summary>
    const int ShortestRun = 24;

    /// <summary>Appends the values, each of at most <paramref name="width"/> bits; no values append nothing.</summary>
    public static void Encode(ReadOnlySpan<ushort> values, int width, ByteBuffer output)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var changes = CountChanges(values);
        if (changes == 0)
        {
            WriteRun(values[0], values.Length, width, output);
        }
        else if (changes > values.Length / ShortestRun)
        {
            WritePacked(values, width, output);
        }
        else
        {
            EncodeRuns(values, width, output);
        }
    }

    public static void WriteRun(uint value, int length, int width, ByteBuffer output)
    {
        output.WriteVarint((ulong)length << 1);
        output.WriteFixedWidth(value, width);
    }

    /// <summary>How often a value differs from the one before it.</summary>
    internal static int CountChanges(ReadOnlySpan<ushort> values)
    {
        var changes = 0;
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var first = ref MemoryMarshal.GetReference(values);
            for (; i + Vector256<ushort>.Count < values.Length; i += Vector256<ushort>.Count)
            {
                var here = Vector256.LoadUnsafe(ref first, (nuint)i);
                var next = Vector256.LoadUnsafe(ref first, (nuint)i + 1);
                changes += Vector256<ushort>.Count - BitOperations.PopCount(Vector256.Equals(here, next).ExtractMostSignificantBits());
            }
        }

        for (; i + 1 < values.Length; i++)
        {
            changes += values[i] != values[i + 1] ? 1 : 0;
        }

        return changes;
    }

    static void EncodeRuns(ReadOnlySpan<ushort> values, int width, ByteBuffer output)
    {
        var packedFrom = 0;
        for (var start = 0; start < values.Length;)
        {
            var length = values[start..].IndexOfAnyExcept(values[start]);
            length = length < 0 ? values.Length - start : length;
            if (length >= ShortestRun)
            {
                // Packed stretches come in groups of eight; what is missing is borrowed from the run.
                var borrowed = -(start - packedFrom) & 7;
                WritePacked(values[packedFrom..(start + borrowed)], width, output);
                WriteRun(values[start], length - borrowed, width, output);
                packedFrom = start + length;
            }

            start += length;
        }

        WritePacked(values[packedFrom..], width, output);
    }

    static void WritePacked(ReadOnlySpan<ushort> values, int width, ByteBuffer output)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var groups = (values.Length + 7) >> 3;
        output.WriteVarint((ulong)groups << 1 | 1);
        output.Advance(BitPacker.Pack(values, width, output.Reserve((groups * width) + BitPacker.Slack)));
    }
}
