using AppleAnalytics.Reports;

namespace AppleAnalytics.Landing;

/// <summary>One report instance Apple lists: everything the later steps need to find it again. Small enough for orchestration history.</summary>
public sealed record InstanceReference
{
    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>Apple's identifier of the app.</summary>
    public required long AppId { get; init; }

    /// <summary>Apple's id of the report request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The request's access type.</summary>
    public required AccessType AccessType { get; init; }

    /// <summary>Place of the request among those seen for the app, from 1.</summary>
    public required int RequestSequence { get; init; }

    /// <summary>The instance's processing date.</summary>
    public required DateOnly ProcessingDate { get; init; }

    /// <summary>Apple's id of the instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The run it is done for. Default is empty, outside of a run.</summary>
    public string RunId { get; init; } = "";
}
