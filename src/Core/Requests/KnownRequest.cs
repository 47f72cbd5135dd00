using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>One report request the registry has seen.</summary>
public sealed record KnownRequest
{
    /// <summary>Apple's id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>The access type.</summary>
    public required AccessType AccessType { get; init; }

    /// <summary>Its place among all requests seen for the app, from 1; a later request has the higher vintage.</summary>
    public required int Sequence { get; init; }

    /// <summary>How it came to be known: existing, created, adopted or recreated.</summary>
    public required EnsureRequestState Origin { get; init; }

    /// <summary>When it was first seen, UTC.</summary>
    public required DateTime FirstSeen { get; init; }

    /// <summary>When Apple last confirmed it, UTC.</summary>
    public required DateTime Confirmed { get; init; }

    /// <summary>Whether it is no longer used: replaced by a later request, or gone at Apple. Default is false.</summary>
    public bool Retired { get; init; }
}
