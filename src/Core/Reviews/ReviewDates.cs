using AppleAnalytics.Apple;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Reviews;

/// <summary>
/// On which date every review of an app stands: the UTC day it was created by what Apple said the first time. An edit may bring
/// another creation date; the review stays where it is.
/// </summary>
/// <param name="store">The lake.</param>
public sealed class ReviewDates(ObjectStore store)
{
    /// <summary>Gives new reviews their dates; written before the reviews are, so that a replay gives them the same.</summary>
    /// <returns>The dates by review id.</returns>
    internal async Task<IReadOnlyDictionary<string, DateOnly>> ClaimAsync(long appId, IReadOnlyList<CustomerReview> reviews, CancellationToken cancellation)
    {
        if (reviews.Count == 0)
        {
            return new Dictionary<string, DateOnly>();
        }

        var file = await store.UpdateJsonAsync<Dates>(
            LakeLayout.ReviewDates(appId),
            present =>
            {
                var ids = new SortedDictionary<string, DateOnly>(present?.Ids ?? [], StringComparer.Ordinal);
                foreach (var review in reviews)
                {
                    ids.TryAdd(review.Id, FetchedReviews.DateOf(review));
                }

                return new() { Ids = ids };
            },
            cancellation);
        return file.Ids;
    }

    /// <summary>The date a review stands on, or null when the app has none of that id.</summary>
    internal async Task<DateOnly?> FindAsync(long appId, string reviewId, CancellationToken cancellation) =>
        (await store.ReadJsonAsync<Dates>(LakeLayout.ReviewDates(appId), cancellation))?.Ids.TryGetValue(reviewId, out var date) == true ? date : null;

    /// <summary>Erases a review's entry with all versions of the file that held it.</summary>
    /// <returns>Versions erased.</returns>
    internal async Task<int> EraseAsync(long appId, string reviewId, CancellationToken cancellation)
    {
        await store.UpdateJsonAsync<Dates>(
            LakeLayout.ReviewDates(appId),
            present =>
            {
                var ids = new SortedDictionary<string, DateOnly>(present?.Ids ?? [], StringComparer.Ordinal);
                ids.Remove(reviewId);
                return new() { Ids = ids };
            },
            cancellation);
        return await store.EraseAsync(LakeLayout.ReviewDates(appId), keepPresent: true, cancellation);
    }

    sealed record Dates
    {
        public int Version { get; init; } = 1;

        public SortedDictionary<string, DateOnly> Ids { get; init; } = new(StringComparer.Ordinal);
    }
}
