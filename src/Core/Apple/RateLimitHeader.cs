using System.Globalization;

namespace AppleAnalytics.Apple;

/// <summary>Reads <c>X-Rate-Limit</c>, such as <c>user-hour-lim:3500;user-hour-rem:500;</c>, in all its observed forms.</summary>
internal static class RateLimitHeader
{
    public const string Name = "X-Rate-Limit";

    /// <summary>Reads one or several headers; unknown keys are ignored, -1 means not stated.</summary>
    /// <returns>The reading, or null when nothing known is stated.</returns>
    public static RateLimitReading? Parse(IEnumerable<string> values, DateTimeOffset observedAt)
    {
        int? hourLimit = null, hourRemaining = null, minuteLimit = null, minuteRemaining = null;
        foreach (var pair in values.SelectMany(v => v.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !int.TryParse(pair.AsSpan(colon + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) || number < 0)
            {
                continue;
            }

            switch (pair.AsSpan(0, colon).Trim())
            {
                case "user-hour-lim": hourLimit = number; break;
                case "user-hour-rem": hourRemaining = number; break;
                case "user-minute-lim": minuteLimit = number; break;
                case "user-minute-rem": minuteRemaining = number; break;
            }
        }

        return hourLimit is null && hourRemaining is null && minuteLimit is null && minuteRemaining is null
            ? null
            : new(observedAt, hourLimit, hourRemaining, minuteLimit, minuteRemaining);
    }
}
