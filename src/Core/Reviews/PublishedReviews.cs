using AppleAnalytics.Lake;

namespace AppleAnalytics.Reviews;

/// <summary>What became of one date.</summary>
/// <param name="Written">Whether the partition was written.</param>
/// <param name="New">Reviews seen for the first time.</param>
/// <param name="Updated">Reviews that changed or are gone.</param>
/// <param name="Entry">What the manifest holds of the partition.</param>
internal sealed record PublishedReviews(bool Written, int New, int Updated, PartitionEntry Entry);
