using AppleAnalytics.Apple;

namespace AppleAnalytics.Requests;

/// <summary>What ensuring a report request found or did.</summary>
public sealed record EnsureRequestOutcome
{
    /// <summary>How it ended.</summary>
    public required EnsureRequestState State { get; init; }

    /// <summary>Apple's id of the request to use; null unless it is existing, created, adopted, recreated or stopped.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether Apple had stopped a request of this app and access type. Default is false.</summary>
    public bool StoppedDueToInactivity { get; init; }

    /// <summary>Whether Apple answered a creation with "already exists". Default is false.</summary>
    public bool DuplicatePrevented { get; init; }

    /// <summary>A sentence for the person who reads the run report; empty when there is nothing to say.</summary>
    public string Message { get; init; } = "";

    /// <summary>When to try again; null unless deferred.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>What it cost.</summary>
    public ApiUsage Usage { get; init; } = ApiUsage.None;
}
