namespace AppleAnalytics.Requests;

/// <summary>The registry's answer to a reservation.</summary>
public sealed record Reservation
{
    /// <summary>What it allows.</summary>
    public required ReservationKind Kind { get; init; }

    /// <summary>The request to use, or, for a creation, the last one known to be checked first; null when none is known.</summary>
    public string? RequestId { get; init; }

    /// <summary>The request's place among those seen for the app, from 1; 0 unless existing.</summary>
    public int RequestSequence { get; init; }

    /// <summary>When the reservation lapses, UTC; null when existing.</summary>
    public DateTime? Until { get; init; }
}
