namespace AppleAnalytics.Requests;

/// <summary>
/// What is known of one app's report requests: the state of its entity and, mirrored, a file of the lake.
/// Stays far under 45 KB: at most <see cref="ReportRequestRegistry.MaxRequests"/> requests are kept.
/// </summary>
public sealed record ReportRequestState
{
    /// <summary>Counts the changes, so that an older mirror never replaces a newer one; 0 is the empty registry.</summary>
    public int Version { get; init; }

    /// <summary>The requests seen, in sequence order; at most one per access type is not retired.</summary>
    public IReadOnlyList<KnownRequest> Requests { get; init; } = [];

    /// <summary>The reservations that have not been confirmed or given up; at most one per access type.</summary>
    public IReadOnlyList<PendingReservation> Pending { get; init; } = [];

    /// <summary>What has been counted.</summary>
    public RequestCounters Counters { get; init; } = RequestCounters.None;

    /// <summary>The last failure of each access type since its last success.</summary>
    public IReadOnlyList<RegistryProblem> Problems { get; init; } = [];

    /// <summary>The highest sequence number given, also to requests no longer kept.</summary>
    public int LastSequence { get; init; }
}
