using System.Text.Json.Serialization;

namespace AppleAnalytics.Lake;

/// <summary>What became of an instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InstanceOutcome>))]
public enum InstanceOutcome
{
    /// <summary>Apple lists it and nothing has come of it yet.</summary>
    [JsonStringEnumMemberName("listed")]
    Listed,

    /// <summary>At least one of its dates stands published from it, and nothing was blocked.</summary>
    [JsonStringEnumMemberName("published")]
    Published,

    /// <summary>All of its dates stand published from newer vintages, or a pin keeps them out.</summary>
    [JsonStringEnumMemberName("superseded")]
    Superseded,

    /// <summary>It held a header line and no row.</summary>
    [JsonStringEnumMemberName("headerOnly")]
    HeaderOnly,

    /// <summary>Apple lists it but no segment of it yet; later runs ask again, until it counts as empty.</summary>
    [JsonStringEnumMemberName("awaitingSegments")]
    AwaitingSegments,

    /// <summary>Apple listed no segment of it, also days after its processing date.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,

    /// <summary>It, or some of its dates, could not be landed or read, or was blocked; what stood stays, and later runs try again.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It failed too often; a person must look.</summary>
    [JsonStringEnumMemberName("parked")]
    Parked,
}
