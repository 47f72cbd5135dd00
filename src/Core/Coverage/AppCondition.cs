using System.Text.Json.Serialization;

namespace AppleAnalytics.Coverage;

/// <summary>How an app stands, in the words a person uses.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AppCondition>))]
public enum AppCondition
{
    /// <summary>Its reports come in.</summary>
    [JsonStringEnumMemberName("ready")]
    Ready,

    /// <summary>Apple makes the first data 24 to 48 hours after the first request.</summary>
    [JsonStringEnumMemberName("waiting for first data")]
    WaitingForFirstData,

    /// <summary>Its requests stand, and Apple has had nothing to report.</summary>
    [JsonStringEnumMemberName("no users yet")]
    NoUsersYet,

    /// <summary>No run has requested its reports yet.</summary>
    [JsonStringEnumMemberName("not requested yet")]
    NotRequested,

    /// <summary>The API key no longer shows it; its data stay.</summary>
    [JsonStringEnumMemberName("gone")]
    Gone,

    /// <summary>Apple stopped its request for inactivity; the next run makes it anew.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>Apple says that it has a request which nobody can list or read.</summary>
    [JsonStringEnumMemberName("ghost request")]
    Ghost,

    /// <summary>The API key's role does not allow it.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The account holder must accept an agreement first.</summary>
    [JsonStringEnumMemberName("agreement missing")]
    AgreementMissing,
}
