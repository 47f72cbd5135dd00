using System.Runtime.CompilerServices;

namespace AppleAnalytics.Curation;

/// <summary>Exact sums of a measure.</summary>
internal static class MeasureFigures
{
    /// <summary>The sum of the numbers the codes stand for; code 0 stands for 0.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="numbers">The numbers by code.</param>
    /// <param name="largest">The largest magnitude among the numbers in use.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Int128 Sum(ReadOnlySpan<ushort> codes, ReadOnlySpan<long> numbers, ulong largest)
    {
        if (largest <= (ulong)long.MaxValue / (ulong)Math.Max(1, codes.Length))
        {
            // The usual case: even all rows together cannot leave 64 bits.
            var sum = 0L;
            foreach (var code in codes)
            {
                sum += numbers[code];
            }

            return sum;
        }

        Int128 wide = 0;
        foreach (var code in codes)
        {
            wide += numbers[code];
        }

        return wide;
    }
}
