using System.Text.Json.Serialization;

namespace AppleAnalytics.Quality;

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualitySeverity>))]
public enum QualitySeverity
{
    /// <summary>Worth knowing; nothing is blocked.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Likely wrong; blocks only where <c>Quality__Strict</c> is set.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Certainly wrong; about a date it blocks the date, about the file it blocks the instance.</summary>
    [JsonStringEnumMemberName("critical")]
    Critical,
}
