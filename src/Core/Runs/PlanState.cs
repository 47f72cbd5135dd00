using System.Text.Json.Serialization;

namespace AppleAnalytics.Runs;

/// <summary>How planning a run ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanState>))]
public enum PlanState
{
    /// <summary>There is a plan.</summary>
    [JsonStringEnumMemberName("planned")]
    Planned,

    /// <summary>Apple's quota is used up until a time.</summary>
    [JsonStringEnumMemberName("deferred")]
    Deferred,

    /// <summary>There is nothing to run, or Apple refuses the key; a person must act.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}
