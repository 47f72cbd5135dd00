namespace AppleAnalytics.Apple;

/// <summary>One page of customer reviews.</summary>
/// <param name="Body">The page as Apple sent it.</param>
/// <param name="Reviews">The reviews on it, newest first.</param>
/// <param name="IsLast">Whether Apple has no further page.</param>
public sealed record CustomerReviewPage(ReadOnlyMemory<byte> Body, IReadOnlyList<CustomerReview> Reviews, bool IsLast)
{
    /// <summary>What stands on it as a review and cannot be one. Default is none.</summary>
    public IReadOnlyList<UnreadableReview> Unreadable { get; init; } = [];

    /// <summary>How many reviews Apple says the whole list has; null when it does not say.</summary>
    public int? Total { get; init; }
}
