using System.Text.Json.Serialization;

namespace AppleAnalytics.Simulator.Faults;

/// <summary>The forms of <c>X-Rate-Limit</c> that clients have met.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RateLimitForm>))]
public enum RateLimitForm
{
    /// <summary><c>user-hour-lim:3500;user-hour-rem:500;</c>, and the minute's keys where there is such a limit.</summary>
    Usual,

    /// <summary>The remaining calls are -1.</summary>
    RemainingUnstated,

    /// <summary>Keys nobody knows stand before and after the known ones.</summary>
    UnknownKeys,

    /// <summary>The hour and the minute come in a header each.</summary>
    TwoHeaders,

    /// <summary>No header at all.</summary>
    Absent,
}
