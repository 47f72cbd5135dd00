using System.Text.Json.Serialization;

namespace AppleAnalytics.Landing;

/// <summary>How looking for instances ended; missing is not zero, so each kind of absence has its own name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindInstancesState>))]
public enum FindInstancesState
{
    /// <summary>There are instances to land.</summary>
    [JsonStringEnumMemberName("found")]
    Found,

    /// <summary>Apple lists instances, and all that are wanted are settled.</summary>
    [JsonStringEnumMemberName("nothingNew")]
    NothingNew,

    /// <summary>Apple does not list the report yet, or lists no instance of it: the first data comes a day or two after the request, or the app is under the user floor.</summary>
    [JsonStringEnumMemberName("notReady")]
    NotReady,

    /// <summary>Apple does not know the request any more.</summary>
    [JsonStringEnumMemberName("gone")]
    Gone,

    /// <summary>The account holder must accept an agreement first.</summary>
    [JsonStringEnumMemberName("agreementMissing")]
    AgreementMissing,

    /// <summary>The API key may not list it, or Apple rejected the call; a person must act.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>Apple's rate limit is reached; try again later.</summary>
    [JsonStringEnumMemberName("deferred")]
    Deferred,
}
