namespace AppleAnalytics.Reviews;

/// <summary>What erasing reviews did.</summary>
public sealed record ForgetOutcome
{
    /// <summary>Where a review stood, by app and date.</summary>
    public IReadOnlyList<ForgottenPlace> Places { get; init; } = [];

    /// <summary>Raw pages written anew or erased.</summary>
    public int RawPages { get; init; }

    /// <summary>Partitions written anew, each with the state it is made from.</summary>
    public int Partitions { get; init; }

    /// <summary>Quarantine files written anew.</summary>
    public int QuarantineFiles { get; init; }

    /// <summary>Earlier versions of objects erased; 0 where the store keeps none.</summary>
    public int Versions { get; init; }

    /// <summary>Whether the review was forgotten before.</summary>
    public bool WasForgotten { get; init; }
}
