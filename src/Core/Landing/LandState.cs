using System.Text.Json.Serialization;

namespace AppleAnalytics.Landing;

/// <summary>How landing an instance ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LandState>))]
public enum LandState
{
    /// <summary>Its segments were downloaded, verified and written, at least one with rows.</summary>
    [JsonStringEnumMemberName("landed")]
    Landed,

    /// <summary>The lake held it complete already; Apple was not asked.</summary>
    [JsonStringEnumMemberName("alreadyThere")]
    AlreadyThere,

    /// <summary>Its segments hold a header line and nothing else.</summary>
    [JsonStringEnumMemberName("headerOnly")]
    HeaderOnly,

    /// <summary>Apple lists the instance but no segment of it.</summary>
    [JsonStringEnumMemberName("noSegments")]
    NoSegments,

    /// <summary>What Apple sent does not match what Apple says about it, or Apple refused it; nothing was kept of it.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Apple's rate limit is reached; what landed so far stays, try again later.</summary>
    [JsonStringEnumMemberName("deferred")]
    Deferred,
}
