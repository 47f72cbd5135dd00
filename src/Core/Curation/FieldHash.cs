using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AppleAnalytics.Curation;

/// <summary>Hashes of field texts.</summary>
internal static class FieldHash
{
    const ulong Seed0 = 0x243F6A8885A308D3;
    const ulong Seed1 = 0x13198A2E03707344;
    const ulong Seed2 = 0xA4093822299F31D0;
    const ulong Seed3 = 0x082EFA98EC4E6C89;

    /// <summary>Where a text of up to 32 bytes, filled with zeros, goes in a hash table. Three AES rounds where the processor has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint OfShort(Vector256<byte> text)
    {
        if (Aes.IsSupported)
        {
            var mixed = Aes.Encrypt(text.GetLower(), text.GetUpper());
            mixed = Aes.Encrypt(mixed, Vector128.Create(Seed0, Seed1).AsByte());
            mixed = Aes.Encrypt(mixed, Vector128.Create(Seed2, Seed3).AsByte());
            return (nuint)mixed.AsUInt64().ToScalar();
        }

        return OfShortPortable(text);
    }

    /// <summary>The same for any processor: two multiplications folded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nuint OfShortPortable(Vector256<byte> text)
    {
        var words = text.AsUInt64();
        return (nuint)(Fold(words.GetElement(0) ^ Seed0, words.GetElement(1) ^ Seed1) ^ Fold(words.GetElement(2) ^ Seed2, words.GetElement(3) ^ Seed3));
    }

    /// <summary>Where a longer text goes in a hash table.</summary>
    public static nuint OfLong(ReadOnlySpan<byte> text) => (nuint)Strong(text, Seed0);

    /// <summary>
    /// A 64-bit hash by which equal texts are recognised: two independent chains of folded multiplications, folded together.
    /// The same text with another <paramref name="seed"/> has an unrelated hash.
    /// </summary>
    public static ulong Strong(ReadOnlySpan<byte> text, ulong seed)
    {
        var low = Fold(seed ^ Seed1, Seed2);
        var high = Fold(seed ^ Seed3, Seed0);
        var length = (ulong)text.Length;
        while (text.Length >= 8)
        {
            var word = MemoryMarshal.Read<ulong>(text);
            low = Fold(low ^ word, Seed1 ^ low);
            high = Fold(high ^ word ^ Seed2, Seed3 + high);
            text = text[8..];
        }

        var last = 0ul;
        for (var i = 0; i < text.Length; i++)
        {
            last |= (ulong)text[i] << (8 * i);
        }

        low = Fold(low ^ last ^ Seed0, length ^ Seed3);
        high = Fold(high ^ last ^ Seed1, length ^ Seed2);
        return Fold(low ^ Seed2, high ^ Seed0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
