using System.Text.Json.Serialization;

namespace AppleAnalytics.Quality;

/// <summary>One thing the audit noticed.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Dimension">The dimension the rule belongs to.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Date">The metric date it is about; null when it is about the file.</param>
/// <param name="Message">What was found, in a sentence.</param>
public sealed record QualityFinding(string Rule, QualityDimension Dimension, QualitySeverity Severity, DateOnly? Date, string Message)
{
    /// <summary>Whether it keeps the date or the instance out.</summary>
    [JsonIgnore]
    public bool Blocks => Severity == QualitySeverity.Critical;
}
