using System.Globalization;

namespace AppleAnalytics.Lake;

/// <summary>Table, date and app of an object, as its key says: <c>raw/downloads/dt=2026-11-19/app_id=42/…</c>.</summary>
/// <param name="Table">Our table.</param>
/// <param name="Date">The date of the key: the processing date of what Apple delivered, the metric date of a partition.</param>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="Rest">What follows the app, such as <c>data.parquet</c>.</param>
public readonly record struct LakePlace(string Table, DateOnly Date, long AppId, string Rest)
{
    /// <summary>The place of a key; null when the key is not of that form.</summary>
    public static LakePlace? Of(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Split('/', 5) is [_, var table, ['d', 't', '=', .. var dt], ['a', 'p', 'p', '_', 'i', 'd', '=', .. var appId], var rest]
            && DateOnly.TryParseExact(dt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && long.TryParse(appId, NumberStyles.None, CultureInfo.InvariantCulture, out var app)
                ? new(table, date, app, rest)
                : null;
    }
}
