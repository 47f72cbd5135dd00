using AppleAnalytics.Reports;

namespace AppleAnalytics.Landing;

/// <summary>Which instances to look for: one app, one table, one request.</summary>
public sealed record FindInstancesInput
{
    /// <summary>Apple's identifier of the app.</summary>
    public required long AppId { get; init; }

    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>Apple's id of the report request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The request's access type.</summary>
    public required AccessType AccessType { get; init; }

    /// <summary>Place of the request among those seen for the app, from 1.</summary>
    public required int RequestSequence { get; init; }

    /// <summary>The day to act as, UTC; decides which instances Apple deletes soon.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether instances that failed three times are tried once more, because a person asked for their dates. Default is false.</summary>
    public bool IncludeParked { get; init; }

    /// <summary>Whether settled instances are given too, because a person asked to have their dates replaced. Default is false.</summary>
    public bool IncludeSettled { get; init; }

    /// <summary>The first processing date wanted. Default is null, which sets no limit.</summary>
    public DateOnly? ProcessingFrom { get; init; }

    /// <summary>The last processing date wanted. Default is null, which sets no limit.</summary>
    public DateOnly? ProcessingTo { get; init; }

    /// <summary>The run it is done for. Default is empty, outside of a run.</summary>
    public string RunId { get; init; } = "";
}
