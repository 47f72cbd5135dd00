using System.Text.Json.Serialization;
using AppleAnalytics.Curation;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Landing;

/// <summary>
/// What landed of one report instance; written last under <c>raw/</c>, so its presence says the instance is complete.
/// Holds no clock time and no run id: landing the same instance again gives the same bytes.
/// </summary>
public sealed record InstanceRecord
{
    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>Apple's report name.</summary>
    public required string Report { get; init; }

    /// <summary>Apple's identifier of the app.</summary>
    public required long AppId { get; init; }

    /// <summary>Apple's id of the report request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The request's access type.</summary>
    public required AccessType AccessType { get; init; }

    /// <summary>Place of the request among those seen for the app, from 1.</summary>
    public required int RequestSequence { get; init; }

    /// <summary>The instance's granularity.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>The instance's processing date.</summary>
    public required DateOnly ProcessingDate { get; init; }

    /// <summary>Apple's id of the instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Whether the instance has rows, only headers, or no segments at all.</summary>
    public required InstanceContent Content { get; init; }

    /// <summary>The segments in segment-id order (ordinal).</summary>
    public required IReadOnlyList<SegmentRecord> Segments { get; init; }

    /// <summary>The vintage of every partition curated from this instance.</summary>
    [JsonIgnore]
    public Vintage Vintage => new(ProcessingDate, AccessType, RequestSequence, InstanceId);
}
