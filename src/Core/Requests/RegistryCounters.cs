namespace AppleAnalytics.Requests;

/// <summary>What the registry has counted for one app, for the run report and the status page.</summary>
public sealed record RegistryCounters
{
    /// <summary>Requests created.</summary>
    public int Created { get; init; }

    /// <summary>Requests found at Apple and taken over.</summary>
    public int Adopted { get; init; }

    /// <summary>Requests Apple had stopped, deleted and created anew.</summary>
    public int Recreated { get; init; }

    /// <summary>Creations that were not tried because another run held the reservation, or that Apple answered with "already exists".</summary>
    public int DuplicatesPrevented { get; init; }

    /// <summary>The sum of two.</summary>
    public RegistryCounters Add(RegistryCounters other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Created = Created + other.Created,
            Adopted = Adopted + other.Adopted,
            Recreated = Recreated + other.Recreated,
            DuplicatesPrevented = DuplicatesPrevented + other.DuplicatesPrevented,
        };
    }
}
