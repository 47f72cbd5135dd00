using System.Text.Json.Serialization;

namespace AppleAnalytics.Requests;

/// <summary>What a reservation allows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReservationKind>))]
public enum ReservationKind
{
    /// <summary>There is a request; use it.</summary>
    [JsonStringEnumMemberName("existing")]
    Existing,

    /// <summary>There is none, or it is time to look whether it still delivers; the holder, and nobody else until the reservation ends, is to ensure one.</summary>
    [JsonStringEnumMemberName("create")]
    Create,

    /// <summary>Another run is ensuring one; ask again at that time.</summary>
    [JsonStringEnumMemberName("waitUntil")]
    WaitUntil,

    /// <summary>Apple's last answer was a ghost request, and only Apple can change that; it is tried again after a while.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked,
}
