using System.Text.Json.Serialization;

namespace AppleAnalytics.Runs;

/// <summary>Where an app's one-time snapshot stands after a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SnapshotState>))]
public enum SnapshotState
{
    /// <summary>The run did not deal with one.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>It is requested, and Apple has not delivered all of it yet.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>All it holds is in the lake.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>It could not be requested; the failures say why.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}
