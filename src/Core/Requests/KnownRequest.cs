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

    /// <summary>When Apple first listed an instance of it, UTC; null while there is none.</summary>
    public DateTime? FirstDelivered { get; init; }

    /// <summary>When Apple was seen to have stopped it for inactivity, UTC; null while it delivers. It is read to its end, then made anew.</summary>
    public DateTime? Stopped { get; init; }

    /// <summary>When a one-time snapshot was looked at last, UTC; null for ongoing requests.</summary>
    public DateTime? Looked { get; init; }

    /// <summary>When every table wanted of a one-time snapshot was read to its end, UTC; null until then, and for ongoing requests.</summary>
    public DateTime? Read { get; init; }

    /// <summary>Tables read to their end from a one-time snapshot, in order of name; null when none is.</summary>
    public IReadOnlyList<string>? ReadTables { get; init; }

    /// <summary>Tables wanted from a one-time snapshot and not read to their end, in order of name; null when none is.</summary>
    public IReadOnlyList<string>? UnreadTables { get; init; }

    /// <summary>Whether it is no longer used: replaced by a later request, or gone at Apple. Default is false.</summary>
    public bool Retired { get; init; }
}
