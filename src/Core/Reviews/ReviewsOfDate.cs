using AppleAnalytics.Apple;

namespace AppleAnalytics.Reviews;

/// <summary>The reviews of one app created on one date (UTC), by id: what the date's partition is made from.</summary>
internal sealed record ReviewsOfDate
{
    public int Version { get; init; } = 1;

    public required long AppId { get; init; }

    public required DateOnly Date { get; init; }

    public SortedDictionary<string, KnownReview> Reviews { get; init; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes in what Apple has now. A review that Apple does not have any more is marked, and kept, when the date was read whole;
    /// one that is back is no longer marked.
    /// </summary>
    public (ReviewsOfDate Merged, int New, int Updated) Merge(IEnumerable<CustomerReview> fetched, bool whole, DateOnly today)
    {
        var merged = new SortedDictionary<string, KnownReview>(Reviews, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int added = 0, updated = 0;
        foreach (var review in fetched)
        {
            seen.Add(review.Id);
            var now = KnownReview.Of(review);
            if (!merged.TryGetValue(review.Id, out var known))
            {
                added++;
            }
            else if (known != now)
            {
                updated++;
            }

            merged[review.Id] = now;
        }

        foreach (var (id, known) in whole ? Reviews.Where(r => r.Value.DeletedAt is null && !seen.Contains(r.Key)) : [])
        {
            merged[id] = known with { DeletedAt = today };
            updated++;
        }

        return (this with { Reviews = merged }, added, updated);
    }
}
