using System.Text.Json.Serialization;

namespace AppleAnalytics.Quality;

/// <summary>How bad a finding is. <c>Quality__Strict</c> makes every finding one step worse.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualitySeverity>))]
public enum QualitySeverity
{
    /// <summary>Worth knowing; the rows are published. Everything Apple may do by itself is no more than that.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Likely wrong: published, and somebody should look.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Certainly wrong; about a date it keeps the date out, about the file it keeps the instance out.</summary>
    [JsonStringEnumMemberName("critical")]
    Critical,
}
