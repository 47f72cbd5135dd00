using AppleAnalytics.Apple;

namespace AppleAnalytics.Reviews;

/// <summary>What one fetch brought.</summary>
internal sealed record FetchedReviews
{
    /// <summary>The reviews.</summary>
    public required IReadOnlyList<CustomerReview> Reviews { get; init; }

    /// <summary>The date up to which, going back, the reviews may be incomplete: dates after it are whole. Null when all were read.</summary>
    public required DateOnly? IncompleteUpTo { get; init; }

    /// <summary>Whether all of Apple's reviews of a date are among them.</summary>
    public bool IsWhole(DateOnly date) => IncompleteUpTo is not { } upTo || date > upTo;

    /// <summary>The date a review belongs to: the UTC day it was created, which never moves.</summary>
    public static DateOnly DateOf(CustomerReview review) => DateOnly.FromDateTime(review.Created.UtcDateTime);
}
