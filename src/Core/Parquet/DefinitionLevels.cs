using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AppleAnalytics.Parquet;

/// <summary>
/// Splits a page's codes into what Parquet stores apart: which rows have a value (definition levels, one bit each)
/// and the values themselves without gaps. Code 0 is null; code n is entry n-1 of the dictionary.
/// </summary>
internal static class DefinitionLevels
{
    const int Lanes = 16;

    /// <summary>Entries that the arrays handed to <see cref="Split"/> must have beyond the rows, because it works on whole vectors.</summary>
    public const int Slack = 32;

    /// <summary>Appends the definition levels with their length in front, and gathers the indices of the values that are there.</summary>
    /// <param name="codes">The page's codes.</param>
    /// <param name="indices">Takes the dictionary indices; at least <see cref="Slack"/> longer than the codes.</param>
    /// <param name="output">Where the levels go.</param>
    /// <returns>How many values are there.</returns>
    public static int Write(ReadOnlySpan<ushort> codes, Span<ushort> indices, ByteBuffer output)
    {
        var levelBytes = (codes.Length + 7) >> 3;
        var start = output.Length;
        output.WriteInt32(0);
        output.WriteVarint((ulong)levelBytes << 1 | 1);
        var present = Split(codes, indices, output.Reserve(levelBytes + sizeof(uint)));
        if (present == codes.Length || present == 0)
        {
            output.Rewind(start + sizeof(int));
            HybridEncoder.WriteRun(present == 0 ? 0u : 1u, codes.Length, 1, output);
        }
        else
        {
            output.Advance(levelBytes);
        }

        BinaryPrimitives.WriteInt32LittleEndian(output.At(start, sizeof(int)), output.Length - start - sizeof(int));
        return present;
    }

    /// <summary>Appends definition levels that are the same for every row.</summary>
    public static void WriteUniform(bool present, int rows, ByteBuffer output)
    {
        var start = output.Length;
        output.WriteInt32(0);
        HybridEncoder.WriteRun(present ? 1u : 0u, rows, 1, output);
        BinaryPrimitives.WriteInt32LittleEndian(output.At(start, sizeof(int)), output.Length - start - sizeof(int));
    }

    /// <summary>Sixteen codes at a time; a vector without nulls is stored as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Split(ReadOnlySpan<ushort> codes, Span<ushort> indices, Span<byte> levels)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return SplitOneByOne(codes, indices, levels);
        }

        var whole = codes.Length & ~(Lanes - 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(indices.Length, codes.Length + Slack);
        ArgumentOutOfRangeException.ThrowIfLessThan(levels.Length, whole >> 3);
        ref var source = ref MemoryMarshal.GetReference(codes);
        ref var target = ref MemoryMarshal.GetReference(indices);
        ref var bits = ref MemoryMarshal.GetReference(levels);
        var one = Vector256<ushort>.One;
        var present = 0;
        for (var i = 0; i < whole; i += Lanes)
        {
            var here = Vector256.LoadUnsafe(ref source, (nuint)i);
            var isNull = Vector256.Equals(here, Vector256<ushort>.Zero);
            var mask = ~isNull.ExtractMostSignificantBits() & 0xFFFF;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref bits, i >> 3), (ushort)mask);
            if (mask == 0xFFFF)
            {
                (here - one).StoreUnsafe(ref target, (nuint)present);
                present += Lanes;
            }
            else if (Avx512Vbmi2.VL.IsSupported)
            {
                Avx512Vbmi2.VL.Compress(Vector256<ushort>.Zero, ~isNull, here - one).StoreUnsafe(ref target, (nuint)present);
                present += BitOperations.PopCount(mask);
            }
            else
            {
                for (; mask != 0; mask &= mask - 1)
                {
                    Unsafe.Add(ref target, present++) = (ushort)(Unsafe.Add(ref source, i + BitOperations.TrailingZeroCount(mask)) - 1);
                }
            }
        }

        return present + SplitOneByOne(codes[whole..], indices[present..], levels[(whole >> 3)..]);
    }

    /// <summary>The plain way, one code after another.</summary>
    internal static int SplitOneByOne(ReadOnlySpan<ushort> codes, Span<ushort> indices, Span<byte> levels)
    {
        levels[..((codes.Length + 7) >> 3)].Clear();
        var present = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] != 0)
            {
                levels[i >> 3] |= (byte)(1 << (i & 7));
                indices[present++] = (ushort)(codes[i] - 1);
            }
        }

        return present;
    }
}
