using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using static AppleAnalytics.Apple.Answers;
using static AppleAnalytics.Reviews.ReviewFixture;

namespace AppleAnalytics.Reviews;

/// <summary>Reviews Apple does not list any more: old ones that were not read again, missing ones, deleted ones.</summary>
public sealed class ReviewDeletionTests : ReviewsCuration
{
    [Fact]
    public async Task Run_ShortAnswer_MarksNothing_AndTheSameDaysNextRunReadsTheRest()
    {
        var reviews = Enumerable.Range(1, 10).Select(i => Review($"{i}", $"2026-11-{20 - i:00}T10:00:00Z")).ToArray();
        Serve(reviews);
        await RunAsync();
        var before = await Apple.LakeAsync("curated/");
        var tomorrow = Today.AddDays(7);

        Serve([Review("new", "2026-11-26T10:00:00Z"), .. reviews[..2]]);
        var cut = await RunAsync(tomorrow);
        Serve([Review("new", "2026-11-26T10:00:00Z"), .. reviews[..2]], total: 11);
        var brokeOff = await RunAsync(tomorrow);
        Serve([Review("new", "2026-11-26T10:00:00Z"), Review("newer", "2026-11-27T10:00:00Z"), .. reviews], total: 12);
        var whole = await RunAsync(tomorrow);

        Assert.Contains("8 known reviews of app 42 are missing", Assert.Single(cut.Findings));
        Assert.Contains("ended before it told all", Assert.Single(brokeOff.Findings));
        Assert.Empty(whole.Findings);
        Assert.Equal((1, 0), (whole.New, whole.Updated));
        var after = await Apple.LakeAsync("curated/");
        Assert.All(before, partition => Assert.Equal(partition.Value, after[partition.Key]));
        Assert.Equal(12, after.Count);
    }

    [Fact]
    public async Task Run_ManyMissingOnTwoDays_AreMarkedWithTheFirstOfThem()
    {
        var reviews = Enumerable.Range(1, 10).Select(i => Review($"{i}", $"2026-11-{20 - i:00}T10:00:00Z")).ToArray();
        Serve(reviews);
        await RunAsync();
        Serve(reviews[..2]);

        var first = await RunAsync(Today.AddDays(1));
        var again = await RunAsync(Today.AddDays(1));
        var next = await RunAsync(Today.AddDays(2));

        Assert.Equal((0, 0), (first.Updated, again.Updated));
        Assert.Equal((8, 8), (next.Updated, next.Partitions));
        Assert.Equal(Today.AddDays(1), (await KnownAsync("2026-11-10", "10")).DeletedAt);
    }

    [Fact]
    public async Task Run_LateResponseAndDeletionOfAnOldReview_AreFoundByTheWeeklySweep()
    {
        var next = new Uri(Apple.Server.Url, Path + "?cursor=2").ToString();
        object First() => Page([Review("c", "2026-11-19T10:00:00Z"), Review("b", "2026-11-01T10:00:00Z")], next);
        Apple.Server.Get(
            Path,
            Json(First()),
            Json(Page([Review("a", "2026-10-01T09:00:00Z"), Review("0", "2026-01-01T09:00:00Z")])),
            Json(First()),
            Json(First()),
            Json(Document([Review("a", "2026-10-01T09:00:00Z", response: "Thanks, late")])));
        await RunAsync();

        var idle = await RunAsync(Today.AddDays(6));
        var swept = await RunAsync(Today.AddDays(7));

        Assert.Equal((1, 0), (idle.Usage.Calls["customerReviews"], idle.Updated));
        Assert.Equal((2, 2), (swept.Usage.Calls["customerReviews"], swept.Updated));
        Assert.Equal("Thanks, late", (await KnownAsync("2026-10-01", "a")).ResponseBody);
        Assert.Equal(Today.AddDays(7), (await KnownAsync("2026-01-01", "0")).DeletedAt);
    }

    [Fact]
    public async Task Run_ReviewGone_IsMarkedAndKept_AndBackIsUnmarked()
    {
        ReviewFixture[] both = [Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z")];
        Serve(both);
        await RunAsync();
        var before = await Apple.LakeAsync("curated/");
        Serve([both[0]]);

        var gone = await RunAsync(Today.AddDays(1));
        var marked = (await KnownAsync("2026-11-18", "a")).DeletedAt;
        var unmarked = (await FooterAsync("2026-11-18")).Statistics["deleted_at"].NullCount;
        Serve(both);
        await RunAsync(Today.AddDays(2));

        Assert.Equal((1, 1), (gone.Updated, gone.Partitions));
        Assert.Equal((Today.AddDays(1), 0), (marked, unmarked));
        Assert.Equal(before, await Apple.LakeAsync("curated/"));
    }

    [Fact]
    public async Task Run_OldPagesAreNotReadAgain_AndTheirReviewsStay()
    {
        var next = new Uri(Apple.Server.Url, Path + "?cursor=2").ToString();
        Apple.Server.Get(
            Path,
            Json(Page([Review("c", "2026-11-19T10:00:00Z"), Review("b", "2026-11-01T10:00:00Z")], next)),
            Json(Page([Review("a", "2026-11-01T09:00:00Z"), Review("0", "2026-01-01T09:00:00Z")])),
            Json(Page([Review("d", "2026-11-20T10:00:00Z"), Review("c", "2026-11-19T10:00:00Z"), Review("b", "2026-11-01T10:00:00Z")], next)));
        await RunAsync();
        var before = await Apple.LakeAsync("curated/");

        var outcome = await RunAsync(Today.AddDays(1));

        Assert.Equal((3, 1, 0, 1), (outcome.Reviews, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal(3, Apple.Server.Requests.Count);
        var after = await Apple.LakeAsync("curated/");
        Assert.Equal(before.Keys.Append(Partition("2026-11-20")), after.Keys);
        Assert.Equal(2, (await FooterAsync("2026-11-01")).Rows);
    }

    [Fact]
    public async Task Run_EmptyAfterSome_KeepsWhatIsKnownAndSaysSo()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await Apple.LakeAsync("curated/");
        Serve([]);

        var outcome = await RunAsync(Today.AddDays(1));

        Assert.Equal(ReviewsState.Unchanged, outcome.State);
        Assert.Contains("1 known reviews of app 42 are missing", Assert.Single(outcome.Findings));
        Assert.Equal(before, await Apple.LakeAsync("curated/"));
        Assert.Equal(1, (await RunAsync(Today.AddDays(2))).Updated);
        Assert.Equal(Today.AddDays(1), (await KnownAsync("2026-11-18", "a")).DeletedAt);
    }
}
