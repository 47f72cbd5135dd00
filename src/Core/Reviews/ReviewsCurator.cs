using System.Security.Cryptography;
using AppleAnalytics.Apple;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Reviews;

/// <summary>
/// Brings the curated reviews of one app up to date: fetches what may have changed, publishes the dates that did, and remembers
/// what it saw, so that a day without news costs one call and touches no partition. Safe to run twice and at once. A day that was
/// fetched, or that lies before one, is not fetched again: the pages would differ from those that are kept, and be older news.
/// </summary>
public sealed class ReviewsCurator(
    ReviewsFetcher fetcher, ReviewsPublisher publisher, PartitionManifests manifests, ObjectStore store, ILogger<ReviewsCurator> logger)
{
    /// <summary>Dates published at once: a first run may hold thousands of dates of few reviews each.</summary>
    const int ParallelDates = 8;

    /// <summary>Brings the reviews up to date.</summary>
    /// <exception cref="TransientAppleException">Apple cannot be reached now.</exception>
    /// <exception cref="TransientLakeException">The lake cannot be reached now.</exception>
    public async Task<ReviewsOutcome> RunAsync(CurateReviewsInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var meter = new ApiUsageMeter();
        var outcome = await CurateAsync(input, meter, cancellation) with { Usage = meter.Total };
        ReviewsLog.Curated(logger, input.AppId, ReportCatalogue.Reviews, outcome.State, outcome.Reviews, outcome.New, outcome.Updated, outcome.Partitions);
        return outcome;
    }

    async Task<ReviewsOutcome> CurateAsync(CurateReviewsInput input, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var progressKey = LakeLayout.ReviewsProgress(input.AppId);
        var progress = await store.ReadJsonAsync<ReviewsProgress>(progressKey, cancellation) ?? new();
        if (progress.FetchedFor >= input.FetchDate)
        {
            return new() { State = ReviewsState.Unchanged };
        }

        var fetched = await fetcher.FetchAsync(input.AppId, input.FetchDate, progress.Newest, meter, cancellation);
        if (!fetched.IsOk)
        {
            return Failure(fetched);
        }

        var all = fetched.Required;
        if (all.Reviews.Count == 0)
        {
            // An empty answer after a full one is far more likely Apple's hiccup than every review deleted.
            return progress.Newest is null
                ? new() { State = ReviewsState.None }
                : new() { State = ReviewsState.Unchanged, Message = $"Apple lists no review of app {input.AppId} today, though it had some; what is known stays." };
        }

        var byDate = all.Reviews.GroupBy(FetchedReviews.DateOf).ToDictionary(g => g.Key, g => (IReadOnlyList<CustomerReview>)[.. g]);
        var gone = progress.Dates.Keys.Where(d => all.IsWhole(d) && !byDate.ContainsKey(d));
        var due = byDate.Keys.Concat(gone)
            .Select(d => (Date: d, Reviews: byDate.GetValueOrDefault(d) ?? [], Whole: all.IsWhole(d)))
            .Select(d => (d.Date, d.Reviews, d.Whole, Hash: d.Whole ? Hash(d.Reviews) : ""))
            .Where(d => !d.Whole || progress.Dates.GetValueOrDefault(d.Date) != d.Hash)
            .ToList();
        var results = new PublishedReviews[due.Count];
        await Parallel.ForAsync(
            0,
            due.Count,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelDates, CancellationToken = cancellation },
            async (i, inner) => results[i] = await publisher.PublishAsync(input.AppId, due[i].Date, due[i].Reviews, due[i].Whole, input.Today, inner));

        var entries = due.Zip(results).ToDictionary(p => p.First.Date, p => p.Second.Entry);
        var seen = due.ToDictionary(d => d.Date, d => d.Hash);
        var written = results.Count(r => r.Written);
        await RememberAsync(input, progressKey, all, entries, seen, cancellation);
        return new()
        {
            State = written > 0 ? ReviewsState.Published : ReviewsState.Unchanged,
            Reviews = all.Reviews.Count,
            New = results.Sum(r => r.New),
            Updated = results.Sum(r => r.Updated),
            Partitions = written,
        };
    }

    async Task RememberAsync(
        CurateReviewsInput input,
        string progressKey,
        FetchedReviews all,
        Dictionary<DateOnly, PartitionEntry> entries,
        Dictionary<DateOnly, string> seen,
        CancellationToken cancellation)
    {
        if (entries.Count > 0)
        {
            var any = entries.Values.First().Vintage;
            await manifests.RecordAsync(ReportCatalogue.Reviews, input.AppId, any, entries, [], PinSet.None, cancellation);
        }

        var newest = all.Reviews.Max(r => r.Created).ToUniversalTime();
        await store.UpdateJsonAsync<ReviewsProgress>(
            progressKey,
            present =>
            {
                var dates = new SortedDictionary<DateOnly, string>(present?.Dates ?? []);
                foreach (var (date, hash) in seen)
                {
                    dates[date] = hash;
                }

                return new()
                {
                    Newest = present?.Newest > newest ? present.Newest : newest,
                    FetchedFor = present?.FetchedFor > input.FetchDate ? present.FetchedFor : input.FetchDate,
                    Dates = dates,
                };
            },
            cancellation);
    }

    static string Hash(IReadOnlyList<CustomerReview> reviews)
    {
        var known = reviews.ToDictionary(r => r.Id, KnownReview.Of);
        var content = LakeJson.Serialize(new SortedDictionary<string, KnownReview>(known, StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
    }

    static ReviewsOutcome Failure<T>(AppleResult<T> result) => new()
    {
        State = result.Kind switch
        {
            AppleResultKind.Deferred => ReviewsState.Deferred,
            AppleResultKind.Unusable => ReviewsState.Failed,
            _ => ReviewsState.Refused,
        },
        DeferredUntil = result.DeferredUntil,
        Message = result.Message,
    };
}
