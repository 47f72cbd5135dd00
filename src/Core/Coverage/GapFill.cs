using System.Text.Json.Serialization;

namespace AppleAnalytics.Coverage;

/// <summary>What can still bring a missing date.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GapFill>))]
public enum GapFill
{
    /// <summary>Nothing: Apple has deleted the daily deliveries, and its snapshot does not hold the date either.</summary>
    [JsonStringEnumMemberName("nothing")]
    Nothing,

    /// <summary>A run or a backfill: Apple keeps daily deliveries for 35 days, and one that may hold the date is not done with.</summary>
    [JsonStringEnumMemberName("delivery")]
    Delivery,

    /// <summary>A one-time snapshot, which holds the whole history and may be requested once a month.</summary>
    [JsonStringEnumMemberName("snapshot")]
    Snapshot,
}
