using AppleAnalytics.Apple;

namespace AppleAnalytics.Reviews;

/// <summary>The reviews of one app that stand on one date (UTC), by id: what the date's partition is made from.</summary>
internal sealed record ReviewsOfDate
{
    public int Version { get; init; } = 1;

    public required long AppId { get; init; }

    public required DateOnly Date { get; init; }

    public SortedDictionary<string, KnownReview> Reviews { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Takes in what Apple has now; when it was created is what Apple said the first time. A review that is back is no longer marked.</summary>
    /// <param name="fetched">What Apple has.</param>
    /// <param name="goneSince">The day to mark reviews with that Apple does not have any more; null marks none.</param>
    /// <param name="fields">The form of personal fields, also of reviews Apple does not have any more.</param>
    public (ReviewsOfDate Merged, int New, int Updated) Merge(IEnumerable<CustomerReview> fetched, DateOnly? goneSince, PersonalFields fields)
    {
        var merged = Redacted(fields).Reviews;
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
            else
            {
                now = now with { CreatedDate = known.CreatedDate, Created = known.Created };
                updated += known == now ? 0 : 1;
            }

            merged[review.Id] = now;
        }

        if (goneSince is not null)
        {
            foreach (var id in Missing(seen))
            {
                merged[id] = merged[id] with { DeletedAt = goneSince };
                updated++;
            }
        }

        return (this with { Reviews = merged }, added, updated);
    }

    /// <summary>Reviews that were there and are not among those, by id.</summary>
    public IEnumerable<string> Missing(IReadOnlySet<string> present) =>
        Reviews.Where(r => r.Value.DeletedAt is null && !present.Contains(r.Key)).Select(r => r.Key);

    /// <summary>The same without one review.</summary>
    public ReviewsOfDate Without(string reviewId)
    {
        var left = new SortedDictionary<string, KnownReview>(Reviews, StringComparer.Ordinal);
        left.Remove(reviewId);
        return this with { Reviews = left };
    }

    /// <summary>The same with personal fields in the form asked for.</summary>
    public ReviewsOfDate Redacted(PersonalFields fields)
    {
        var redacted = new SortedDictionary<string, KnownReview>(StringComparer.Ordinal);
        foreach (var (id, known) in Reviews)
        {
            redacted[id] = fields.Apply(known);
        }

        return this with { Reviews = redacted };
    }
}
