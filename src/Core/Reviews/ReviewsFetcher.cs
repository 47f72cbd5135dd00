using System.Globalization;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using CsvHelper;

namespace AppleAnalytics.Reviews;

/// <summary>
/// Reads an app's reviews newest first, down to seven days before the newest known one (reviews and responses are edited) or to the
/// last, and keeps every page under <c>raw/reviews</c>: as Apple sent it, but for personal fields that are not to be kept and
/// reviews that were erased on request.
/// </summary>
public sealed class ReviewsFetcher(AppStoreConnectClient client, ReviewPages pages, PersonalFields fields, ObjectStore store)
{
    static readonly TimeSpan LookBack = TimeSpan.FromDays(7);

    /// <summary>Fetches the reviews.</summary>
    /// <param name="appId">Apple's identifier of the app.</param>
    /// <param name="fetchDate">The day the pages are filed under.</param>
    /// <param name="newest">When the newest known review was created; null reads all.</param>
    /// <param name="isForgotten">Which reviews are left out.</param>
    /// <param name="meter">Counts the calls.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task<AppleResult<FetchedReviews>> FetchAsync(
        long appId, DateOnly fetchDate, DateTimeOffset? newest, Predicate<string> isForgotten, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var reviews = new Dictionary<string, CustomerReview>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unreadable = 0;
        CustomerReviewPage? last = null;
        await foreach (var page in client.ListCustomerReviewsAsync(appId, newest - LookBack, meter, cancellation))
        {
            if (!page.IsOk)
            {
                return page.As<FetchedReviews>();
            }

            last = page.Required;
            await KeepAsync(appId, fetchDate, last, isForgotten, cancellation);
            unreadable += last.Unreadable.Count;
            foreach (var review in last.Reviews.Where(r => seen.Add(r.Id) && !isForgotten(r.Id)))
            {
                reviews.Add(review.Id, fields.Apply(review));
            }
        }

        var brokeOff = last is { IsLast: true, Total: { } total } && seen.Count + unreadable < total;
        var readAll = last is { IsLast: true } && !brokeOff;
        return new()
        {
            Kind = AppleResultKind.Ok,
            Value = new()
            {
                Reviews = [.. reviews.Values],
                IncompleteUpTo = readAll ? null : reviews.Count == 0 ? DateOnly.MaxValue : reviews.Values.Min(FetchedReviews.DateOf),
                BrokeOff = brokeOff,
                Unreadable = unreadable,
            },
        };
    }

    async Task KeepAsync(long appId, DateOnly fetchDate, CustomerReviewPage page, Predicate<string> isForgotten, CancellationToken cancellation)
    {
        var body = ReviewPage.Rewrite(page.Body, isForgotten, fields);
        if (ReviewPage.IsEmpty(body))
        {
            return;
        }

        var name = await pages.KeepAsync(appId, fetchDate, body, cancellation);
        if (page.Unreadable.Where(u => !isForgotten(u.Id)).ToList() is { Count: > 0 } unreadable)
        {
            await store.PutAsync(
                LakeLayout.Quarantine(ReportCatalogue.Reviews, fetchDate, appId, name),
                Quarantine(name, unreadable),
                PutOptions.Always with { ContentType = "text/csv" },
                cancellation);
        }
    }

    /// <summary>What cannot be a review, by its place on the page: the page holds its text, in the form that is kept.</summary>
    static byte[] Quarantine(string page, List<UnreadableReview> reviews)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteRecord("page", "place", "reason", "review_id");
            foreach (var review in reviews)
            {
                csv.WriteRecord(page, review.Place.ToString(CultureInfo.InvariantCulture), review.Reason, review.Id);
            }
        }

        return file.ToArray();
    }
}
