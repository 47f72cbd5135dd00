using System.Globalization;
using System.Text;

namespace AppleAnalytics.Simulator.Data;

/// <summary>Dates as day numbers since 2020-01-01, with their text as bytes.</summary>
internal static class Day
{
    private static readonly DateOnly Epoch = new(2020, 1, 1);
    private static readonly byte[][] Texts =
        [.. Enumerable.Range(0, 12000).Select(day => Encoding.ASCII.GetBytes(Format(Of(day))))];

    /// <summary>Nothing is older: Apple's history starts here.</summary>
    public static readonly int FirstOfHistory = Number(new DateOnly(2024, 1, 1));

    /// <summary>The days the simulator can play: from Apple's first history to the end of its own table.</summary>
    public static bool IsPlayable(DateOnly date) => date >= new DateOnly(2024, 1, 1) && date <= new DateOnly(2050, 12, 31);

    public static int Number(DateOnly date) => date.DayNumber - Epoch.DayNumber;

    public static DateOnly Of(int day) => Epoch.AddDays(day);

    public static byte[] Text(int day) => Texts[day];

    public static string Format(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
