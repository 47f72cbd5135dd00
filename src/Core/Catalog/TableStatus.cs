namespace AppleAnalytics.Catalog;

/// <summary>What the lake holds of one table.</summary>
public sealed record TableStatus
{
    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>Apps with at least one partition.</summary>
    public int Apps { get; init; }

    /// <summary>Published rows.</summary>
    public long Rows { get; init; }

    /// <summary>Size of the published files in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Published partitions.</summary>
    public int Partitions { get; init; }

    /// <summary>The oldest metric date; null when nothing is published.</summary>
    public DateOnly? OldestDate { get; init; }

    /// <summary>The newest metric date; null when nothing is published.</summary>
    public DateOnly? NewestDate { get; init; }

    /// <summary>Partitions that a newer delivery should have held and did not.</summary>
    public int Unconfirmed { get; init; }

    /// <summary>The processing date since when the longest of them is unconfirmed; null when none is.</summary>
    public DateOnly? UnconfirmedSince { get; init; }

    /// <summary>Sums over all apps and dates by measure.</summary>
    public IReadOnlyDictionary<string, decimal> Sums { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Instances Apple lists that are not settled yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Instances that failed too often and wait for a person.</summary>
    public int Parked { get; init; }
}
