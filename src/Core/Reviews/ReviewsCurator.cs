using System.Security.Cryptography;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Telemetry;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Reviews;

/// <summary>
/// Brings the curated reviews of one app up to date: fetches what may have changed, publishes the dates that did, and remembers
/// what it saw, so that a run without news costs one call and touches no partition. Safe to run twice and at once.
/// </summary>
/// <remarks>
/// Apple tells reviews as they are now, whatever day is acted as. A run that acts as a day before one already read would file today's
/// answer under it, so it asks nothing. A run for the same day asks again: what came since, or was left out of a short answer, is found.
/// </remarks>
public sealed class ReviewsCurator(
    ReviewsFetcher fetcher,
    ReviewsPublisher publisher,
    ReviewDates dates,
    ForgottenReviews forgotten,
    ReviewEraser eraser,
    PersonalFields fields,
    PartitionManifests manifests,
    ObjectStore store,
    ILogger<ReviewsCurator> logger)
{
    /// <summary>Dates worked on at once: a first run may hold thousands of dates of few reviews each.</summary>
    const int ParallelDates = 8;

    /// <summary>Up to so many missing reviews are taken for deleted at once, or this part of those compared; more has to be seen on two days.</summary>
    const int LikelyMissing = 3;

    const double LikelyMissingFraction = 0.05;

    /// <summary>Brings the reviews up to date.</summary>
    /// <exception cref="TransientAppleException">Apple cannot be reached now.</exception>
    /// <exception cref="TransientLakeException">The lake cannot be reached now.</exception>
    public async Task<ReviewsOutcome> RunAsync(CurateReviewsInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var trace = StepTrace.Begin("curate reviews", logger, input.RunId, input.AppId, ReportCatalogue.Reviews);
        var meter = new ApiUsageMeter();
        var outcome = await CurateAsync(input, meter, cancellation) with { Usage = meter.Total };
        Signals.RowsCurated(ReportCatalogue.Reviews, "published", outcome.Reviews);
        Signals.RowsCurated(ReportCatalogue.Reviews, "quarantined", outcome.Unreadable);
        Signals.PartitionsWritten(ReportCatalogue.Reviews, outcome.Partitions);
        trace.Ended($"{outcome.State}");
        ReviewsLog.Curated(logger, input.RunId, input.AppId, ReportCatalogue.Reviews, outcome.State, outcome.Reviews, outcome.New, outcome.Updated, outcome.Partitions);
        return outcome;
    }

    async Task<ReviewsOutcome> CurateAsync(CurateReviewsInput input, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var progress = await store.ReadJsonAsync<ReviewsProgress>(LakeLayout.ReviewsProgress(input.AppId), cancellation) ?? new();
        if (progress.FetchedFor > input.FetchDate)
        {
            return new() { State = ReviewsState.Unchanged, Message = $"Reviews were read for {progress.FetchedFor:yyyy-MM-dd} already; Apple does not tell how they were on {input.FetchDate:yyyy-MM-dd}." };
        }

        var sweeps = progress.IsSweepDue(input.FetchDate, fields.Form);
        var isForgotten = await forgotten.ReadAsync(cancellation);
        var fetched = await fetcher.FetchAsync(input.AppId, input.FetchDate, sweeps ? null : progress.Newest, isForgotten, meter, cancellation);
        if (!fetched.IsOk)
        {
            return Failure(fetched);
        }

        var all = fetched.Required;
        if (all.Reviews.Count == 0 && progress.Newest is null)
        {
            return new() { State = ReviewsState.None, Unreadable = all.Unreadable, Findings = Findings(input, all, 0) };
        }

        var due = await DueAsync(input, progress, all, sweeps, cancellation);
        var missing = progress.Newest is null ? new(0, 0) : await CountMissingAsync(input.AppId, due, cancellation);
        var isUnlikely = missing.Reviews > 0 && (all.Reviews.Count == 0 || missing.Reviews > Math.Max(LikelyMissing, missing.Compared * LikelyMissingFraction));
        var isHeld = isUnlikely && !(progress.MissingSince < input.FetchDate);
        DateOnly? goneSince = isHeld ? null : isUnlikely ? progress.MissingSince : input.Today;
        var results = new PublishedReviews[due.Count];
        await ForEachAsync(
            due,
            async (i, date, inner) => results[i] = await publisher.PublishAsync(input.AppId, date, date.IsWhole ? goneSince : null, inner),
            cancellation);

        await RecordAsync(input.AppId, due.Zip(results).ToDictionary(p => p.First.Date, p => p.Second.Entry), cancellation);
        await RememberAsync(
            input,
            all,
            isHeld ? [.. due.Select(d => d with { Hash = "" })] : due,
            sweeps && !isHeld && !all.BrokeOff,
            isHeld ? progress.MissingSince ?? input.FetchDate : all.BrokeOff ? progress.MissingSince : null,
            cancellation);
        await EraseForgottenMeanwhileAsync(all, cancellation);
        var written = results.Count(r => r.Written);
        return new()
        {
            State = written > 0 ? ReviewsState.Published : ReviewsState.Unchanged,
            Reviews = all.Reviews.Count,
            New = results.Sum(r => r.New),
            Updated = results.Sum(r => r.Updated),
            Unreadable = all.Unreadable,
            Partitions = written,
            Findings = Findings(input, all, isHeld ? missing.Reviews : 0),
        };
    }

    /// <summary>The dates to look at: those of which Apple has something else than last time, and in a sweep all, so that it mends what went wrong.</summary>
    async Task<List<DueDate>> DueAsync(CurateReviewsInput input, ReviewsProgress progress, FetchedReviews all, bool sweeps, CancellationToken cancellation)
    {
        var standing = await dates.ClaimAsync(input.AppId, all.Reviews, cancellation);
        var byDate = all.Reviews.GroupBy(r => standing[r.Id]).ToDictionary(g => g.Key, g => (IReadOnlyList<CustomerReview>)[.. g]);
        return
        [
            .. byDate.Keys.Union(progress.Dates.Keys.Where(all.IsWhole)).Order()
                .Select(d => (Date: d, Reviews: byDate.GetValueOrDefault(d) ?? [], IsWhole: all.IsWhole(d)))
                .Select(d => new DueDate(d.Date, d.Reviews, d.IsWhole, d.IsWhole ? Hash(d.Reviews) : ""))
                .Where(d => sweeps || !d.IsWhole || progress.Dates.GetValueOrDefault(d.Date) != d.Hash),
        ];
    }

    async Task<(int Reviews, int Compared)> CountMissingAsync(long appId, List<DueDate> due, CancellationToken cancellation)
    {
        var counts = new (int Missing, int Living)[due.Count];
        await ForEachAsync(
            due,
            async (i, date, inner) =>
            {
                if (date.IsWhole && await store.ReadJsonAsync<ReviewsOfDate>(LakeLayout.ReviewsOfDate(date.Date, appId), inner) is { } known)
                {
                    var present = date.Reviews.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
                    counts[i] = (known.Missing(present).Count(), known.Reviews.Values.Count(r => r.DeletedAt is null));
                }
            },
            cancellation);
        return (counts.Sum(c => c.Missing), counts.Sum(c => c.Living));
    }

    static Task ForEachAsync(List<DueDate> due, Func<int, DueDate, CancellationToken, Task> work, CancellationToken cancellation) => Parallel.ForAsync(
        0,
        due.Count,
        new ParallelOptions { MaxDegreeOfParallelism = ParallelDates, CancellationToken = cancellation },
        async (i, inner) => await work(i, due[i], inner));

    async Task RecordAsync(long appId, Dictionary<DateOnly, PartitionEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count > 0)
        {
            await manifests.RecordAsync(ReportCatalogue.Reviews, appId, entries.Values.First().Vintage, entries, [], PinSet.None, cancellation);
        }
    }

    async Task RememberAsync(
        CurateReviewsInput input, FetchedReviews all, List<DueDate> due, bool swept, DateOnly? missingSince, CancellationToken cancellation)
    {
        DateTimeOffset? newest = all.Reviews.Count == 0 ? null : all.Reviews.Max(r => r.Created).ToUniversalTime();
        await store.UpdateJsonAsync<ReviewsProgress>(
            LakeLayout.ReviewsProgress(input.AppId),
            present =>
            {
                var seen = new SortedDictionary<DateOnly, string>(present?.Dates ?? []);
                foreach (var date in due)
                {
                    seen[date.Date] = date.Hash;
                }

                return new()
                {
                    Newest = Later(present?.Newest, newest),
                    FetchedFor = present?.FetchedFor > input.FetchDate ? present.FetchedFor : input.FetchDate,
                    SweptFor = swept && !(present?.SweptFor > input.FetchDate) ? input.FetchDate : present?.SweptFor,
                    PersonalData = swept ? fields.Form : present?.PersonalData ?? default,
                    MissingSince = missingSince,
                    Dates = seen,
                };
            },
            cancellation);
    }

    /// <summary>A review that was erased while it was being fetched has just been written again.</summary>
    async Task EraseForgottenMeanwhileAsync(FetchedReviews all, CancellationToken cancellation)
    {
        var isForgotten = await forgotten.ReadAsync(cancellation);
        foreach (var review in all.Reviews.Where(r => isForgotten(r.Id)))
        {
            await eraser.ForgetAsync(review.Id, cancellation);
        }
    }

    static List<string> Findings(CurateReviewsInput input, FetchedReviews all, int held)
    {
        var findings = new List<string>();
        if (held > 0)
        {
            findings.Add($"{held} known reviews of app {input.AppId} are missing in Apple's list, more than is likely; they are marked as deleted if they are missing on the next day too.");
        }

        if (all.BrokeOff)
        {
            findings.Add($"Apple's list of the reviews of app {input.AppId} ended before it told all it says there are; the next run reads on.");
        }

        if (all.Unreadable > 0)
        {
            findings.Add($"{all.Unreadable} reviews of app {input.AppId} have no id or no readable creation date; they are under quarantine/{ReportCatalogue.Reviews}.");
        }

        return findings;
    }

    static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => b is null || a > b ? a : b;

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
