using System.Runtime.CompilerServices;

namespace AppleAnalytics.Curation;

/// <summary>Exact figures of measures, taken from codes.</summary>
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

    /// <summary>The largest magnitude of an amount per unit among the rows; a row of no unit counts as one of one unit.</summary>
    /// <param name="amounts">The codes of the amounts.</param>
    /// <param name="amountNumbers">The amounts by code.</param>
    /// <param name="units">The codes of what the amounts were paid for, row by row.</param>
    /// <param name="unitNumbers">The numbers of units by code.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong LargestPerUnit(ReadOnlySpan<ushort> amounts, ReadOnlySpan<long> amountNumbers, ReadOnlySpan<ushort> units, ReadOnlySpan<long> unitNumbers)
    {
        var largest = 0ul;
        for (var i = 0; i < amounts.Length; i++)
        {
            var magnitude = Magnitude(amountNumbers[amounts[i]]);

            // At least one unit was sold, so that most rows need no division.
            if (magnitude > largest)
            {
                largest = Math.Max(largest, magnitude / Math.Max(1, Magnitude(unitNumbers[units[i]])));
            }
        }

        return largest;
    }

    static ulong Magnitude(long number) => number < 0 ? 0 - (ulong)number : (ulong)number;
}
