namespace AppleAnalytics.Apple;

/// <summary>Something on a page of reviews that cannot be one.</summary>
/// <param name="Place">Its place on the page, from 0.</param>
/// <param name="Id">Its id; empty when it has none.</param>
/// <param name="Reason">What is wrong with it, in two or three words.</param>
public sealed record UnreadableReview(int Place, string Id, string Reason);
