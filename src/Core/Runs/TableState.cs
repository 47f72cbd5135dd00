using System.Text.Json.Serialization;

namespace AppleAnalytics.Runs;

/// <summary>What became of one table of one app in a run. Missing is not zero, so the ways of having no rows are kept apart. In ascending weight: the heaviest of a table's instances is the table's.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TableState>))]
public enum TableState
{
    /// <summary>Apple has made no instance yet: first data come 24 to 48 hours after the first request, and some reports need five users.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Apple lists nothing that is not settled already.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>Instances without any segment.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,

    /// <summary>Instances with a header line and no rows.</summary>
    [JsonStringEnumMemberName("headerOnly")]
    HeaderOnly,

    /// <summary>Every date of the instances is held by a newer one already.</summary>
    [JsonStringEnumMemberName("superseded")]
    Superseded,

    /// <summary>At least one date was published.</summary>
    [JsonStringEnumMemberName("published")]
    Published,

    /// <summary>The app's deadline passed first; the next run goes on.</summary>
    [JsonStringEnumMemberName("late")]
    Late,

    /// <summary>An instance failed three times and waits for a person.</summary>
    [JsonStringEnumMemberName("parked")]
    Parked,

    /// <summary>An instance failed and is tried again by the next run.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Apple refuses it to this key: its role, or an agreement that is missing.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}
