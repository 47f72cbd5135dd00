namespace AppleAnalytics.Catalog;

/// <summary>The freshness of one table.</summary>
public sealed record TableFreshness
{
    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>The newest metric date of any app; null when nothing is published.</summary>
    public DateOnly? NewestDate { get; init; }

    /// <summary>The metric date that must be there by now, by the report's lateness.</summary>
    public DateOnly ExpectedDate { get; init; }

    /// <summary>Apps that usually deliver and are judged.</summary>
    public int AppsJudged { get; init; }

    /// <summary>Judged apps whose newest date is older than expected, ascending.</summary>
    public IReadOnlyList<long> LateApps { get; init; } = [];

    /// <summary>Instances Apple listed that are unsettled for longer than the limit.</summary>
    public int Unsettled { get; init; }

    /// <summary>Instances that failed too often and wait for a person.</summary>
    public int Parked { get; init; }

    /// <summary>Published partitions that a newer delivery should have held and did not.</summary>
    public int Unconfirmed { get; init; }
}
