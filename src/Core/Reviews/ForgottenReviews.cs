using System.Security.Cryptography;
using System.Text;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Reviews;

/// <summary>
/// The reviews that were erased on request and must not come back while Apple still lists them. Kept as hashes of their ids, so that
/// the lake does not name what it has forgotten.
/// </summary>
/// <param name="store">The lake.</param>
public sealed class ForgottenReviews(ObjectStore store)
{
    /// <summary>Remembers that a review is forgotten.</summary>
    /// <returns>False when it was before.</returns>
    internal async Task<bool> AddAsync(string reviewId, CancellationToken cancellation)
    {
        var isNew = false;
        await store.UpdateJsonAsync<Forgotten>(
            LakeLayout.ForgottenReviews,
            present =>
            {
                var ids = new SortedSet<string>(present?.Ids ?? [], StringComparer.Ordinal);
                isNew = ids.Add(HashOf(reviewId));
                return new() { Ids = [.. ids] };
            },
            cancellation);
        return isNew;
    }

    /// <summary>Reads which reviews are forgotten.</summary>
    internal async Task<Predicate<string>> ReadAsync(CancellationToken cancellation)
    {
        var forgotten = await store.ReadJsonAsync<Forgotten>(LakeLayout.ForgottenReviews, cancellation);
        if (forgotten is null)
        {
            return _ => false;
        }

        var ids = forgotten.Ids.ToHashSet(StringComparer.Ordinal);
        return id => ids.Contains(HashOf(id));
    }

    static string HashOf(string reviewId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reviewId)));

    sealed record Forgotten
    {
        public int Version { get; init; } = 1;

        public IReadOnlyList<string> Ids { get; init; } = [];
    }
}
