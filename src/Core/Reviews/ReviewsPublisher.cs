using AppleAnalytics.Apple;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Reviews;

/// <summary>
/// Publishes the reviews of one date: merges them into what the lake knows of the date, then makes the partition from it.
/// Every write is conditional on what was read, so that two runs at once end with the reviews of both.
/// </summary>
public sealed class ReviewsPublisher(ObjectStore store)
{
    const int Attempts = 30;

    /// <summary>Publishes a date.</summary>
    /// <exception cref="TransientLakeException">Others were faster every time.</exception>
    internal async Task<PublishedReviews> PublishAsync(
        long appId, DateOnly date, IReadOnlyList<CustomerReview> fetched, bool whole, DateOnly today, CancellationToken cancellation)
    {
        int added = 0, updated = 0;
        var stateKey = LakeLayout.ReviewsOfDate(date, appId);
        var reviews = await store.UpdateJsonAsync<ReviewsOfDate>(
            stateKey,
            present =>
            {
                (var merged, added, updated) = (present ?? new() { AppId = appId, Date = date }).Merge(fetched, whole, today);
                return merged;
            },
            cancellation);

        var written = false;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var content = ReviewsTable.Write(reviews);
            if (await TryWriteAsync(appId, date, content, cancellation) is { } wrote)
            {
                written |= wrote;

                // Another run may have merged more after our merge and published it before our write.
                var latest = await store.ReadJsonAsync<ReviewsOfDate>(stateKey, cancellation) ?? reviews;
                if (LakeJson.Serialize(latest).AsSpan().SequenceEqual(LakeJson.Serialize(reviews)))
                {
                    return new(written, added, updated, Entry(date, reviews, content.Length));
                }

                reviews = latest;
            }
        }

        throw new TransientLakeException($"The reviews of app {appId} of {date:yyyy-MM-dd} were changed by others {Attempts} times in a row while they were to be published.");
    }

    /// <returns>Whether the partition was written; null when someone else was faster.</returns>
    async Task<bool?> TryWriteAsync(long appId, DateOnly date, byte[] content, CancellationToken cancellation)
    {
        var key = LakeLayout.Partition(ReportCatalogue.Reviews, date, appId);
        var standing = await store.ReadAsync(key, cancellation);
        if (standing is { } there && there.Content.AsSpan().SequenceEqual(content))
        {
            return false;
        }

        // The marker goes first: a marker without its partition waits for the replay, a partition without marker would never be registered.
        if (standing is null)
        {
            await store.PutAsync(LakeLayout.Unregistered(ReportCatalogue.Reviews, date, appId), ReadOnlyMemory<byte>.Empty, PutOptions.Always, cancellation);
        }

        var condition = standing is null ? PutOptions.IfAbsent : PutOptions.IfMatch(standing.Value.ETag);
        return (await store.PutAsync(key, content, condition with { ContentType = "application/vnd.apache.parquet" }, cancellation)).Written ? true : null;
    }

    static PartitionEntry Entry(DateOnly date, ReviewsOfDate reviews, int bytes) => new()
    {
        // Manifests order by vintage; a date of reviews has one that never changes, so the latest entry stands.
        Vintage = new(date, AccessType.Ongoing, 1, ReportCatalogue.Reviews),
        Rows = reviews.Reviews.Count,
        Bytes = bytes,
        Sums = new Dictionary<string, decimal>(),
        SchemaVersion = ReviewsTable.SchemaVersion,
    };
}
