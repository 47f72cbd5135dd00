using System.Text.Json.Serialization;

namespace AppleAnalytics.Reports;

/// <summary>How a report request delivers, in Apple's words (<c>AnalyticsReportRequest.accessType</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccessType>))]
public enum AccessType
{
    /// <summary>History up to the day of the request, once; may be created once a month per app.</summary>
    [JsonStringEnumMemberName("ONE_TIME_SNAPSHOT")]
    OneTimeSnapshot,

    /// <summary>A new instance every day from the day of the request on.</summary>
    [JsonStringEnumMemberName("ONGOING")]
    Ongoing,
}
