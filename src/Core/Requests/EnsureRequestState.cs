using System.Text.Json.Serialization;

namespace AppleAnalytics.Requests;

/// <summary>How ensuring a report request ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EnsureRequestState>))]
public enum EnsureRequestState
{
    /// <summary>The known request is still there and delivers.</summary>
    [JsonStringEnumMemberName("existing")]
    Existing,

    /// <summary>There was none; one was created.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>There was one the registry did not know; it is used.</summary>
    [JsonStringEnumMemberName("adopted")]
    Adopted,

    /// <summary>Apple had stopped the request for inactivity; it was deleted and created anew.</summary>
    [JsonStringEnumMemberName("recreated")]
    Recreated,

    /// <summary>Apple stopped the request for inactivity; it still shows what it made, and is to be made anew once that is in the lake.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>The API key may not do it, or Apple rejected the call; a person must act.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The account's holder must accept an agreement first.</summary>
    [JsonStringEnumMemberName("agreementMissing")]
    AgreementMissing,

    /// <summary>Apple says a request exists but neither lists nor shows it; only Apple can mend that.</summary>
    [JsonStringEnumMemberName("ghost")]
    Ghost,

    /// <summary>Apple's rate limit is reached; nothing changed, try again later.</summary>
    [JsonStringEnumMemberName("deferred")]
    Deferred,
}
