using System.Text.Json.Serialization;

namespace AppleAnalytics.Reviews;

/// <summary>What is kept of the personal fields of reviews: the key <c>Reviews__PersonalData</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PersonalData>))]
public enum PersonalData
{
    /// <summary>As Apple sends them.</summary>
    [JsonStringEnumMemberName("keep")]
    Keep,

    /// <summary>A hash instead, so that equal values stay equal and edits show.</summary>
    [JsonStringEnumMemberName("hash")]
    Hash,

    /// <summary>Nothing.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,
}
