using System.Globalization;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>Numbers as they are shown to people.</summary>
internal static class Amounts
{
    /// <summary>A count with thousands separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size in B, KB, MB or GB of 1000.</summary>
    public static string Bytes(long value) => value switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{value} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.#} KB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.##} GB"),
    };

    /// <summary>A duration in seconds.</summary>
    public static string Seconds(TimeSpan value) => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.0} s");

    /// <summary>A date as YYYY-MM-DD, or a dash.</summary>
    public static string Date(DateOnly? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
}
