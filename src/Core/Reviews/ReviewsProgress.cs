namespace AppleAnalytics.Reviews;

/// <summary>What the reviews of one app have been read up to; written after what it speaks of.</summary>
internal sealed record ReviewsProgress
{
    public int Version { get; init; } = 1;

    /// <summary>When the newest review read was created, UTC; null before the first.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>The newest day whose fetch is done; null before the first.</summary>
    public DateOnly? FetchedFor { get; init; }

    /// <summary>What Apple had of a date when it was last read whole and published, as a hash; equal means nothing to do.</summary>
    public SortedDictionary<DateOnly, string> Dates { get; init; } = [];
}
