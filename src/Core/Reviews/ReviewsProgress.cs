namespace AppleAnalytics.Reviews;

/// <summary>What the reviews of one app have been read up to; written after what it speaks of.</summary>
internal sealed record ReviewsProgress
{
    /// <summary>Days between two readings of all reviews: responses and deletions of old reviews show only there.</summary>
    public const int SweepDays = 7;

    public int Version { get; init; } = 1;

    /// <summary>When the newest review read was created, UTC; null before the first.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>The newest day acted as whose fetch is done; null before the first.</summary>
    public DateOnly? FetchedFor { get; init; }

    /// <summary>The day acted as on which all reviews were read last; null before the first.</summary>
    public DateOnly? SweptFor { get; init; }

    /// <summary>Since when more reviews are missing than is likely, so that nothing is marked as deleted yet; null when none are.</summary>
    public DateOnly? MissingSince { get; init; }

    /// <summary>The form of the personal fields when all reviews were read last. Default is as Apple sends them.</summary>
    public PersonalData PersonalData { get; init; }

    /// <summary>What Apple had of a date when it was last read whole and published, as a hash; equal means nothing to do.</summary>
    public SortedDictionary<DateOnly, string> Dates { get; init; } = [];

    /// <summary>Whether all reviews are to be read: for the first time, after a week, or because personal fields take another form now.</summary>
    public bool IsSweepDue(DateOnly today, PersonalData form) =>
        SweptFor is not { } swept || today >= swept.AddDays(SweepDays) || PersonalData != form;
}
