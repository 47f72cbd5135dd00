using System.Text.Json.Serialization;

namespace AppleAnalytics.Quality;

/// <summary>The eight dimensions an audit scores, each 0 to 1; <see cref="QualityScores.Definitions"/> says how.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityDimension>))]
public enum QualityDimension
{
    /// <summary>Is everything there that must be there.</summary>
    [JsonStringEnumMemberName("completeness")]
    Completeness,

    /// <summary>Can every row be read as what it should be.</summary>
    [JsonStringEnumMemberName("validity")]
    Validity,

    /// <summary>Do the figures agree with one another.</summary>
    [JsonStringEnumMemberName("consistency")]
    Consistency,

    /// <summary>Are the dates those the delivery is about.</summary>
    [JsonStringEnumMemberName("timeliness")]
    Timeliness,

    /// <summary>Is every row there once.</summary>
    [JsonStringEnumMemberName("uniqueness")]
    Uniqueness,

    /// <summary>Do the figures agree with the delivery before.</summary>
    [JsonStringEnumMemberName("accuracy")]
    Accuracy,

    /// <summary>Do columns and codes follow the catalogue and ISO.</summary>
    [JsonStringEnumMemberName("conformity")]
    Conformity,

    /// <summary>Is it this app's delivery, whole and unaltered.</summary>
    [JsonStringEnumMemberName("integrity")]
    Integrity,
}
