namespace AppleAnalytics.Simulator.Data;

/// <summary>The only source of chance: 64-bit mixing, so that every value depends on its place and on no order of calls.</summary>
internal static class Hash
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The finalizer of SplitMix64, a bijection.</summary>
    public static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xBF58476D1CE4E5B9;
        x ^= x >> 27;
        x *= 0x94D049BB133111EB;
        x ^= x >> 31;
        return x;
    }

    /// <summary>The inverse of <see cref="Mix"/>.</summary>
    public static ulong Unmix(ulong x)
    {
        x ^= (x >> 31) ^ (x >> 62);
        x *= 0x319642B2D24D8EC3;
        x ^= (x >> 27) ^ (x >> 54);
        x *= 0x96DE1B173F119089;
        x ^= (x >> 30) ^ (x >> 60);
        return x;
    }

    public static ulong Of(ulong a, ulong b) => Mix((a + Golden) ^ Mix((b + 1) * Golden));

    public static ulong Of(ulong a, ulong b, ulong c) => Of(Of(a, b), c);

    public static ulong Of(ulong a, ulong b, ulong c, ulong d) => Of(Of(a, b, c), d);

    /// <summary>Folds a text into a hash (FNV-1a), with its length as its end.</summary>
    public static ulong OfText(ulong before, ReadOnlySpan<byte> text)
    {
        foreach (var letter in text)
        {
            before = (before ^ letter) * 0x100000001B3;
        }
        return Mix(before + (ulong)text.Length);
    }

    /// <summary>Whether a share of one in <paramref name="n"/> falls on this hash.</summary>
    public static bool OneIn(ulong hash, uint n) => hash % n == 0;

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public static double Unit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));
}
