namespace AppleAnalytics.Parquet;

/// <summary>How values of our types become the integers that Parquet stores.</summary>
internal static class ParquetValue
{
    /// <summary><see cref="DateOnly.DayNumber"/> of 1970-01-01.</summary>
    public const int EpochDayNumber = 719_162;

    /// <summary>Units of a stored decimal in one whole.</summary>
    public const decimal DecimalScale = 1_000_000m;

    /// <summary>The first number with more than 18 digits, in units of a stored decimal.</summary>
    public const long DecimalLimit = 1_000_000_000_000_000_000;

    public static long Of(DateOnly value) => value.DayNumber - EpochDayNumber;

    public static long Of(DateTime value) =>
        (value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <exception cref="OverflowException">The value has more than twelve digits before the point.</exception>
    public static long Of(decimal value)
    {
        var scaled = decimal.Round(value * DecimalScale, 0, MidpointRounding.ToEven);
        return decimal.Abs(scaled) < DecimalLimit
            ? (long)scaled
            : throw new OverflowException($"{value} has more than twelve digits before the point and is no DECIMAL(18,6).");
    }
}
