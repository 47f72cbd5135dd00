using AppleAnalytics.Apple;

namespace AppleAnalytics.Reviews;

/// <summary>What one fetch brought.</summary>
internal sealed record FetchedReviews
{
    /// <summary>The reviews, forgotten ones left out, personal fields in the form asked for.</summary>
    public required IReadOnlyList<CustomerReview> Reviews { get; init; }

    /// <summary>The date up to which, going back, the reviews may be incomplete: dates after it are whole. Null when all were read.</summary>
    public required DateOnly? IncompleteUpTo { get; init; }

    /// <summary>Whether the list ended before it had told as many reviews as Apple says it has.</summary>
    public required bool BrokeOff { get; init; }

    /// <summary>What could not be read as a review.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Whether all of Apple's reviews of a date are among them.</summary>
    public bool IsWhole(DateOnly date) => IncompleteUpTo is not { } upTo || date > upTo;

    /// <summary>The date a review belongs to: the UTC day it was created, which never moves.</summary>
    public static DateOnly DateOf(CustomerReview review) => DateOnly.FromDateTime(review.Created.UtcDateTime);
}
