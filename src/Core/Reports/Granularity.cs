using System.Text.Json.Serialization;

namespace AppleAnalytics.Reports;

/// <summary>The period one row of a report sums up, in Apple's words (App Store Connect API, <c>filter[granularity]</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Granularity>))]
public enum Granularity
{
    /// <summary>One day; an instance holds several dates, the newer ones still incomplete.</summary>
    [JsonStringEnumMemberName("DAILY")]
    Daily,

    /// <summary>Monday to Sunday; the row's date is the Monday. Complete when made.</summary>
    [JsonStringEnumMemberName("WEEKLY")]
    Weekly,

    /// <summary>A calendar month; the row's date is its first day. Complete when made.</summary>
    [JsonStringEnumMemberName("MONTHLY")]
    Monthly,
}
