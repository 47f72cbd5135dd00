using System.Text.Json.Serialization;

namespace AppleAnalytics.Reviews;

/// <summary>How bringing an app's reviews up to date ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewsState>))]
public enum ReviewsState
{
    /// <summary>At least one partition changed.</summary>
    [JsonStringEnumMemberName("published")]
    Published,

    /// <summary>There are reviews, and none of them changed.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>The app has no reviews with text.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The API key may not read reviews; a person must act.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>What Apple sent could not be used.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Apple's rate limit is reached; try again later.</summary>
    [JsonStringEnumMemberName("deferred")]
    Deferred,
}
