using AppleAnalytics.Apple;

namespace AppleAnalytics.Reviews;

/// <summary>A date whose reviews may have changed.</summary>
/// <param name="Date">The date.</param>
/// <param name="Reviews">What Apple has of it now.</param>
/// <param name="IsWhole">Whether these are all, so that what is missing is gone.</param>
/// <param name="Hash">A hash of them; empty when they are not all.</param>
internal sealed record DueDate(DateOnly Date, IReadOnlyList<CustomerReview> Reviews, bool IsWhole, string Hash);
