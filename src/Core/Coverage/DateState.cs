using System.Text.Json.Serialization;

namespace AppleAnalytics.Coverage;

/// <summary>How a metric date of one table and app stands. Missing is not zero, so each kind of absence has its own name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DateState>))]
public enum DateState
{
    /// <summary>It is published.</summary>
    [JsonStringEnumMemberName("present")]
    Present,

    /// <summary>Apple delivered it with a header line and no row: nothing happened.</summary>
    [JsonStringEnumMemberName("headerOnly")]
    HeaderOnly,

    /// <summary>Apple made nothing of it, and of its neighbours as little: nobody did it, or fewer than the five users Apple asks for.</summary>
    [JsonStringEnumMemberName("underFloor")]
    UnderFloor,

    /// <summary>Apple may still deliver it, or has and a run is to publish it.</summary>
    [JsonStringEnumMemberName("notReady")]
    NotReady,

    /// <summary>Its neighbours are there and it is not, though Apple calls it complete: a gap.</summary>
    [JsonStringEnumMemberName("missed")]
    Missed,
}
