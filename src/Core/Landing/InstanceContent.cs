using System.Text.Json.Serialization;

namespace AppleAnalytics.Landing;

/// <summary>What an instance delivered; missing is not zero, so the three are kept apart.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InstanceContent>))]
public enum InstanceContent
{
    /// <summary>At least one data row.</summary>
    [JsonStringEnumMemberName("rows")]
    Rows,

    /// <summary>Segments with a header line and nothing else.</summary>
    [JsonStringEnumMemberName("header only")]
    HeaderOnly,

    /// <summary>Apple lists the instance but no segment of it.</summary>
    [JsonStringEnumMemberName("no segments")]
    NoSegments,
}
