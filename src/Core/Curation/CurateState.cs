using System.Text.Json.Serialization;

namespace AppleAnalytics.Curation;

/// <summary>How curating an instance ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CurateState>))]
public enum CurateState
{
    /// <summary>At least one of its dates stands published from it, and nothing was blocked.</summary>
    [JsonStringEnumMemberName("published")]
    Published,

    /// <summary>Newer vintages hold all of its dates, or a pin keeps them out.</summary>
    [JsonStringEnumMemberName("superseded")]
    Superseded,

    /// <summary>It holds a header line and no row; partitions stay as they are.</summary>
    [JsonStringEnumMemberName("headerOnly")]
    HeaderOnly,

    /// <summary>Apple listed no segment of it; partitions stay as they are.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,

    /// <summary>The instance or some of its dates were blocked or could not be read; what was blocked leaves the previous partitions.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>As failed, and for the third time: runs leave it to a person from now on.</summary>
    [JsonStringEnumMemberName("parked")]
    Parked,
}
