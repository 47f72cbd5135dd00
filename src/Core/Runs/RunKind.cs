using System.Text.Json.Serialization;

namespace AppleAnalytics.Runs;

/// <summary>Why a run was started.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
public enum RunKind
{
    /// <summary>The timer's run of one day.</summary>
    [JsonStringEnumMemberName("daily")]
    Daily,

    /// <summary>A past range of metric dates, asked for over HTTP or the command line.</summary>
    [JsonStringEnumMemberName("backfill")]
    Backfill,

    /// <summary>A look at one app's one-time snapshot, by the orchestration that waits for it.</summary>
    [JsonStringEnumMemberName("snapshot")]
    Snapshot,

    /// <summary>The daily work, asked for now.</summary>
    [JsonStringEnumMemberName("onDemand")]
    OnDemand,
}
