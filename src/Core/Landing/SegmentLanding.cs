using AppleAnalytics.Apple;

namespace AppleAnalytics.Landing;

/// <summary>What became of one segment.</summary>
public sealed record SegmentLanding
{
    /// <summary>The landed segment; null when it could not be landed.</summary>
    public SegmentRecord? Record { get; init; }

    /// <summary>Whether it has a line after its header.</summary>
    public bool HasRows { get; init; }

    /// <summary>How Apple answered when it could not be landed.</summary>
    public AppleResultKind FailureKind { get; init; }

    /// <summary>When to try again; null unless deferred.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>Why it could not be landed.</summary>
    public string Message { get; init; } = "";
}
