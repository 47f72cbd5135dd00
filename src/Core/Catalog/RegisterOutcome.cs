namespace AppleAnalytics.Catalog;

/// <summary>What registering partitions did.</summary>
public sealed record RegisterOutcome
{
    /// <summary>Partitions registered.</summary>
    public int Registered { get; init; }

    /// <summary>Partitions that could not be registered; their markers stay and the next run tries again.</summary>
    public int Failed { get; init; }

    /// <summary>Markers whose partition is not published yet; they stay.</summary>
    public int Waiting { get; init; }

    /// <summary>A sentence for the person who reads the run report; empty when there is nothing to say.</summary>
    public string Message { get; init; } = "";
}
