using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Reviews;

/// <summary>
/// Erases reviews from the lake with all versions it keeps: raw pages, what is known of them, partitions, quarantine. What was cut
/// short is finished by doing it again: the places by which a review is found are erased last.
/// </summary>
/// <remarks>Needs permission to delete, versions too, under <c>raw/reviews</c>, <c>curated/reviews</c>, <c>quarantine/reviews</c> and <c>state/reviews</c>.</remarks>
public sealed class ReviewEraser(
    ReviewPages pages, ReviewsPublisher publisher, ReviewDates dates, ForgottenReviews forgotten, PersonalFields fields, PartitionManifests manifests, ObjectStore store)
{
    const int Parallel = 16;

    const string StateRoot = "state/reviews/app_id=";

    /// <summary>Erases a review everywhere, and lets no run bring it back while Apple still lists it.</summary>
    /// <param name="reviewId">Apple's id of the review.</param>
    /// <param name="cancellation">Cancels the operation; what was done stays done.</param>
    /// <exception cref="TransientLakeException">The lake cannot be reached now; do it again.</exception>
    /// <exception cref="LakeException">The lake refuses; the message says what to do.</exception>
    public async Task<ForgetOutcome> ForgetAsync(string reviewId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(reviewId);
        var isNew = await forgotten.AddAsync(reviewId, cancellation);
        var found = await FindPagesAsync(body => ReviewPage.CreatedOf(body, reviewId).Any(), Encoding.UTF8.GetBytes(reviewId), cancellation);
        var places = new HashSet<(long AppId, DateOnly Date)>();
        foreach (var (key, body) in found)
        {
            foreach (var created in ReviewPage.CreatedOf(body, reviewId))
            {
                if (DateTimeOffset.TryParse(created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                {
                    places.Add((AppOf(key), DateOnly.FromDateTime(time.UtcDateTime)));
                }
            }
        }

        var apps = await AppsAsync(cancellation);
        foreach (var app in apps)
        {
            if (await dates.FindAsync(app, reviewId, cancellation) is { } date)
            {
                places.Add((app, date));
            }
        }

        var outcome = new ForgetOutcome { WasForgotten = !isNew };
        foreach (var (app, date) in places)
        {
            var (changed, versions) = await ChangeAsync(app, date, d => d.Without(reviewId), cancellation);
            outcome = outcome with { Partitions = outcome.Partitions + changed, Versions = outcome.Versions + versions };
        }

        outcome = outcome with { QuarantineFiles = await EraseFromQuarantineAsync(reviewId, cancellation) };
        foreach (var app in places.Select(p => p.AppId).Distinct())
        {
            outcome = outcome with { Versions = outcome.Versions + await dates.EraseAsync(app, reviewId, cancellation) };
        }

        foreach (var (key, body) in found)
        {
            var erased = await pages.ReplaceAsync(key, ReviewPage.Rewrite(body, id => id == reviewId, fields), cancellation);
            outcome = outcome with { RawPages = outcome.RawPages + 1, Versions = outcome.Versions + Math.Max(0, erased - 1) };
        }

        return outcome with { Places = [.. places.OrderBy(p => p.AppId).ThenBy(p => p.Date).Select(p => new ForgottenPlace(p.AppId, p.Date))] };
    }

    /// <summary>Brings everything that is kept of all reviews into the form <c>Reviews__PersonalData</c> asks for now.</summary>
    /// <exception cref="TransientLakeException">The lake cannot be reached now; do it again.</exception>
    /// <exception cref="LakeException">The lake refuses; the message says what to do.</exception>
    public async Task<ForgetOutcome> RedactAsync(CancellationToken cancellation = default)
    {
        var outcome = new ForgetOutcome();
        await foreach (var found in store.ListAsync(StateRoot, cancellation))
        {
            var name = found.Key[(found.Key.LastIndexOf('/') + 1)..].Replace(".json", "", StringComparison.Ordinal);
            if (DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                var (changed, versions) = await ChangeAsync(AppOf(found.Key), date, d => d.Redacted(fields), cancellation);
                outcome = outcome with { Partitions = outcome.Partitions + changed, Versions = outcome.Versions + versions };
            }
        }

        foreach (var (key, body) in await FindPagesAsync(body => !ReviewPage.Rewrite(body, _ => false, fields).Equals(body), [], cancellation))
        {
            var erased = await pages.ReplaceAsync(key, ReviewPage.Rewrite(body, _ => false, fields), cancellation);
            outcome = outcome with { RawPages = outcome.RawPages + 1, Versions = outcome.Versions + Math.Max(0, erased - 1) };
        }

        return outcome;
    }

    /// <summary>Changes a date, its partition and its manifest, and erases what these were before.</summary>
    async Task<(int Changed, int Versions)> ChangeAsync(long appId, DateOnly date, Func<ReviewsOfDate, ReviewsOfDate> change, CancellationToken cancellation)
    {
        var (state, partition) = (LakeLayout.ReviewsOfDate(date, appId), LakeLayout.Partition(ReportCatalogue.Reviews, date, appId));
        var stands = await store.HeadAsync(partition, cancellation) is not null;
        if (!stands && await store.HeadAsync(state, cancellation) is null)
        {
            return (0, await store.EraseAsync(state, cancellation: cancellation) + await store.EraseAsync(partition, cancellation: cancellation));
        }

        var published = await publisher.ChangeAsync(appId, date, change, cancellation);
        await manifests.RecordAsync(
            ReportCatalogue.Reviews, appId, published.Entry.Vintage, new Dictionary<DateOnly, PartitionEntry> { [date] = published.Entry }, [], PinSet.None, cancellation);
        var versions = await store.EraseAsync(state, keepPresent: true, cancellation) + await store.EraseAsync(partition, keepPresent: true, cancellation);
        return (published.Written ? 1 : 0, versions);
    }

    async Task<List<(string Key, byte[] Body)>> FindPagesAsync(Predicate<byte[]> isOne, byte[] holds, CancellationToken cancellation)
    {
        var found = new ConcurrentBag<(string Key, byte[] Body)>();
        await System.Threading.Tasks.Parallel.ForEachAsync(
            pages.ListAsync(cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (key, inner) =>
            {
                // Looking for the id's bytes first spares parsing nearly every page.
                if (await pages.ReadAsync(key, inner) is { } body && body.AsSpan().IndexOf(holds) >= 0 && isOne(body))
                {
                    found.Add((key, body));
                }
            });
        return [.. found.OrderBy(f => f.Key, StringComparer.Ordinal)];
    }

    async Task<int> EraseFromQuarantineAsync(string reviewId, CancellationToken cancellation)
    {
        var changed = 0;
        await foreach (var file in store.ListAsync($"quarantine/{ReportCatalogue.Reviews}/", cancellation))
        {
            var text = await store.ReadAsync(file.Key, cancellation) is { } present ? Encoding.UTF8.GetString(present.Content) : "";
            var lines = text.Split('\n');
            var left = lines.Where(l => !l.EndsWith("," + reviewId, StringComparison.Ordinal)).ToList();
            if (left.Count < lines.Length)
            {
                await store.PutAsync(file.Key, Encoding.UTF8.GetBytes(string.Join('\n', left)), PutOptions.Always with { ContentType = "text/csv" }, cancellation);
                await store.EraseAsync(file.Key, keepPresent: true, cancellation);
                changed++;
            }
        }

        return changed;
    }

    async Task<SortedSet<long>> AppsAsync(CancellationToken cancellation)
    {
        var apps = new SortedSet<long>();
        await foreach (var found in store.ListAsync(StateRoot, cancellation))
        {
            apps.Add(AppOf(found.Key));
        }

        return apps;
    }

    static long AppOf(string key)
    {
        var rest = key.AsSpan(key.IndexOf("app_id=", StringComparison.Ordinal) + "app_id=".Length);
        return long.Parse(rest[..rest.IndexOfAnyExceptInRange('0', '9')], CultureInfo.InvariantCulture);
    }
}
