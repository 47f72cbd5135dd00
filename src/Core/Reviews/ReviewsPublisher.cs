using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Reviews;

/// <summary>
/// Publishes the reviews of one date: changes what the lake knows of the date, then makes the partition from it.
/// Every write is conditional on what was read, so that two runs at once end with the reviews of both.
/// </summary>
public sealed class ReviewsPublisher(ObjectStore store, PersonalFields fields)
{
    const int Attempts = 30;

    /// <summary>Takes in what Apple has of a date.</summary>
    /// <param name="appId">Apple's identifier of the app.</param>
    /// <param name="due">The date and its reviews.</param>
    /// <param name="goneSince">The day to mark what is missing with; null marks nothing.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="TransientLakeException">Others were faster every time.</exception>
    internal async Task<PublishedReviews> PublishAsync(long appId, DueDate due, DateOnly? goneSince, CancellationToken cancellation)
    {
        int added = 0, updated = 0;
        var published = await ChangeAsync(
            appId,
            due.Date,
            present =>
            {
                (var merged, added, updated) = present.Merge(due.Reviews, goneSince, fields);
                return merged;
            },
            cancellation);
        return published with { New = added, Updated = updated };
    }

    /// <summary>Changes what is known of a date and brings its partition in line.</summary>
    /// <exception cref="TransientLakeException">Others were faster every time.</exception>
    internal async Task<PublishedReviews> ChangeAsync(long appId, DateOnly date, Func<ReviewsOfDate, ReviewsOfDate> change, CancellationToken cancellation)
    {
        var stateKey = LakeLayout.ReviewsOfDate(date, appId);
        var reviews = await store.UpdateJsonAsync<ReviewsOfDate>(stateKey, present => change(present ?? new() { AppId = appId, Date = date }), cancellation);
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
                    return new(written, 0, 0, Entry(date, reviews.Reviews.Count, content.Length));
                }

                reviews = latest;
            }
        }

        throw new TransientLakeException($"The reviews of app {appId} of {date:yyyy-MM-dd} were changed by others {Attempts} times in a row while they were to be published.");
    }

    /// <summary>What the manifest holds of a partition of reviews.</summary>
    internal static PartitionEntry Entry(DateOnly date, long rows, long bytes) => new()
    {
        // Manifests order by vintage; a date of reviews has one that never changes, so the latest entry stands.
        Vintage = new(date, AccessType.Ongoing, 1, ReportCatalogue.Reviews),
        Rows = rows,
        Bytes = bytes,
        Sums = new Dictionary<string, decimal>(),
        SchemaVersion = ReviewsTable.SchemaVersion,
    };

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
}
