using System.Text.Json.Serialization;

namespace AppleAnalytics.Requests;

/// <summary>Where an app stands with the report request of one access type.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestStanding>))]
public enum RequestStanding
{
    /// <summary>There is none, and none was tried.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>A run holds the reservation and is creating it.</summary>
    [JsonStringEnumMemberName("creating")]
    Creating,

    /// <summary>Apple has it and has made no instance of it yet.</summary>
    [JsonStringEnumMemberName("existing")]
    Existing,

    /// <summary>Apple has it and delivers.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Apple stopped it because nobody read its reports; it is made anew once what it holds is in the lake.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>Apple says there is one but neither lists nor shows it; only Apple can mend that.</summary>
    [JsonStringEnumMemberName("ghost")]
    Ghost,

    /// <summary>The API key's role does not allow it, or Apple rejected the call.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The account holder must accept an agreement first.</summary>
    [JsonStringEnumMemberName("agreementMissing")]
    AgreementMissing,
}
