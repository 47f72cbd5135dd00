using System.Text.Json.Serialization;

namespace AppleAnalytics.Runs;

/// <summary>How a run ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Everything asked for was done.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>Something failed; everything else was done.</summary>
    [JsonStringEnumMemberName("partial")]
    Partial,

    /// <summary>Nothing could be done.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
