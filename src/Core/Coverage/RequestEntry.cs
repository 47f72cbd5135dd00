using AppleAnalytics.Reports;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Coverage;

/// <summary>The report request of one app and access type, as people and programs read it.</summary>
public sealed record RequestEntry
{
    /// <summary>Apple's identifier of the app.</summary>
    public required long AppId { get; init; }

    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>The access type.</summary>
    public required AccessType AccessType { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestStanding Standing { get; init; }

    /// <summary>Apple's id of the request in use, or null when there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>How it came to be known.</summary>
    public EnsureRequestState? Origin { get; init; }

    /// <summary>When it was first seen, UTC.</summary>
    public DateTime? FirstSeen { get; init; }

    /// <summary>When Apple last confirmed it, UTC.</summary>
    public DateTime? Confirmed { get; init; }

    /// <summary>When Apple first listed an instance of it, UTC.</summary>
    public DateTime? FirstDelivered { get; init; }

    /// <summary>When a one-time snapshot was read to its end, UTC.</summary>
    public DateTime? Read { get; init; }

    /// <summary>Earlier requests of the access type that are no longer used.</summary>
    public int Retired { get; init; }

    /// <summary>What failed last, in a sentence; empty since the last success.</summary>
    public string Message { get; init; } = "";
}
