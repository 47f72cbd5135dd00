using System.Text;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;
using static AppleAnalytics.Apple.Answers;
using static AppleAnalytics.Reviews.ReviewFixture;

namespace AppleAnalytics.Reviews;

public sealed class ReviewsCuratorTests : ReviewsCuration
{
    [Fact]
    public async Task Run_First_PublishesEveryReviewOnTheUtcDayItWasCreated()
    {
        Serve([Review("c", "2026-11-18T23:30:00-08:00"), Review("b", "2026-11-18T10:00:00Z"), Review("a", "2026-11-18T09:00:00+00:00", rating: 1)]);

        var outcome = await RunAsync();

        Assert.Equal((ReviewsState.Published, 3, 3, 0, 2), (outcome.State, outcome.Reviews, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal(1, outcome.Usage.Calls["customerReviews"]);
        var footer = await FooterAsync("2026-11-18");
        Assert.Equal(2, footer.Rows);
        Assert.Equal(ReviewsTable.Columns, footer.Columns);
        Assert.Equal(("reviews", "2026-11-18", "42", "2"), (
            footer.KeyValueMetadata["appleanalytics.table"],
            footer.KeyValueMetadata["appleanalytics.date"],
            footer.KeyValueMetadata["appleanalytics.app_id"],
            footer.KeyValueMetadata["appleanalytics.rows"]));
        Assert.DoesNotContain("appleanalytics.vintage", footer.KeyValueMetadata.Keys);
        Assert.Equal(1, (await FooterAsync("2026-11-19")).Rows);
        Assert.Single((await Apple.LakeAsync("raw/reviews/dt=2026-11-20/app_id=42/")).Keys);
        Assert.Equal(["state/unregistered/reviews/2026-11-18/42", "state/unregistered/reviews/2026-11-19/42"], (await Apple.LakeAsync("state/unregistered/")).Keys);
        var manifest = await Apple.Get<PartitionManifests>().ReadAsync("reviews", 42);
        Assert.Equal([2, 1], manifest.Partitions.Values.Select(p => p.Rows));
    }

    [Fact]
    public async Task Run_Again_ChangesNoByteAndWritesNothing()
    {
        Serve([Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await Apple.LakeAsync();

        await Apple.Store.DeleteAsync(Progress);
        var outcome = await RunAsync();

        Assert.Equal((ReviewsState.Unchanged, 2, 0, 0, 0), (outcome.State, outcome.Reviews, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal(before, await Apple.LakeAsync());
    }

    [Fact]
    public async Task Run_ActingAsADayBeforeOneThatWasRead_AsksNothingAndChangesNothing()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await Apple.LakeAsync();
        Serve([Review("a", "2026-11-18T10:00:00Z", body: "Edited")]);

        var outcome = await RunAsync(Today.AddDays(-1));

        Assert.Equal((ReviewsState.Unchanged, 0), (outcome.State, outcome.Usage.Calls.Count));
        Assert.Contains("read for 2026-11-20 already", outcome.Message);
        Assert.Equal(before, await Apple.LakeAsync());
    }

    [Fact]
    public async Task Run_AgainOnTheSameDay_BringsWhatCameSinceForOneCall()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        Serve([Review("b", "2026-11-20T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z", body: "Edited")]);

        var outcome = await RunAsync();
        var before = await Apple.LakeAsync();
        var again = await RunAsync();

        Assert.Equal((ReviewsState.Published, 1, 1, 2), (outcome.State, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal((ReviewsState.Unchanged, 1), (again.State, again.Usage.Calls["customerReviews"]));
        Assert.Equal(before, await Apple.LakeAsync());
    }

    [Fact]
    public async Task Run_EditBringsAnotherCreationDate_TheReviewStaysOnItsDate()
    {
        Serve([Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-10T10:00:00Z")]);
        await RunAsync();
        Serve([Review("a", "2026-11-20T11:00:00Z", body: "Edited"), Review("b", "2026-11-19T10:00:00Z")]);

        var outcome = await RunAsync(Today.AddDays(1));

        Assert.Equal((0, 1, 1), (outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal([Partition("2026-11-10"), Partition("2026-11-19")], (await Apple.LakeAsync("curated/")).Keys);
        var known = await KnownAsync("2026-11-10", "a");
        Assert.Equal(("Edited", "2026-11-10T10:00:00Z", null), (known.Body, known.CreatedDate, known.DeletedAt));
    }

    [Fact]
    public async Task Run_ReviewWithoutAReadableDate_IsQuarantinedAndSaid()
    {
        Serve([Review("good", "2026-11-18T10:00:00Z"), Review("bad", "yesterday")]);

        var outcome = await RunAsync();

        Assert.Equal((1, 1), (outcome.Reviews, outcome.Unreadable));
        Assert.Contains("1 reviews of app 42 have no id or no readable creation date", Assert.Single(outcome.Findings));
        var (key, content) = Assert.Single(await Apple.LakeAsync("quarantine/"));
        Assert.StartsWith("quarantine/reviews/dt=2026-11-20/app_id=42/", key);
        Assert.EndsWith(",1,createdDate is no time,bad\n", Encoding.UTF8.GetString(Convert.FromHexString(content)));
    }

    [Fact]
    public async Task Run_LinksDifferOnly_KeepsOnePage()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")], self: "one");
        await RunAsync();
        Serve([Review("a", "2026-11-18T10:00:00Z")], self: "two");
        await Apple.Store.DeleteAsync(Progress);
        await RunAsync();

        Assert.Single((await Apple.LakeAsync("raw/reviews/")).Keys);
    }

    [Fact]
    public async Task Run_ReviewEditedAndAnswered_OnlyItsDateIsWrittenAgain()
    {
        Serve([Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await Apple.LakeAsync("curated/");
        Serve([Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z", body: "Edited", response: "Thanks")]);

        var outcome = await RunAsync(Today.AddDays(1));

        var after = await Apple.LakeAsync("curated/");
        Assert.Equal((ReviewsState.Published, 0, 1, 1), (outcome.State, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal(before[Partition("2026-11-19")], after[Partition("2026-11-19")]);
        Assert.NotEqual(before[Partition("2026-11-18")], after[Partition("2026-11-18")]);
        Assert.Equal(1, (await FooterAsync("2026-11-18")).Rows);
    }

    [Fact]
    public async Task Run_KilledBeforeThePartitionWasWritten_TheReplayWritesIt()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var whole = await Apple.LakeAsync();
        await Apple.Store.DeleteAsync(Partition("2026-11-18"));
        await Apple.Store.DeleteAsync(Progress);
        await Apple.Store.DeleteAsync("state/manifests/reviews/app_id=42.json");

        var outcome = await RunAsync();

        Assert.Equal((ReviewsState.Published, 0), (outcome.State, outcome.New));
        Assert.Equal(whole, await Apple.LakeAsync());
    }

    [Fact]
    public async Task Run_SeveralAtOnce_EndWithTheReviewsOfAll()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z"), Review("b", "2026-11-18T11:00:00Z")]);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync()));

        Assert.Equal(2, (await FooterAsync("2026-11-18")).Rows);
        Assert.Equal(2, (await Apple.Get<PartitionManifests>().ReadAsync("reviews", 42)).Partitions.Values.Single().Rows);
    }

    [Fact]
    public async Task Run_NoReviews_IsNone()
    {
        Serve([]);

        Assert.Equal(ReviewsState.None, (await RunAsync()).State);
        Assert.Empty(await Apple.LakeAsync());
    }

    [Theory]
    [InlineData(403, ReviewsState.Refused)]
    [InlineData(404, ReviewsState.Refused)]
    [InlineData(429, ReviewsState.Deferred)]
    public async Task Run_AppleRefuses_IsAnOutcome(int status, ReviewsState state)
    {
        Apple.Server.Get(Path, Error(status, "X"));

        var outcome = await RunAsync();

        Assert.Equal(state, outcome.State);
        Assert.NotEmpty(outcome.Message);
        Assert.Equal(status == 429, outcome.DeferredUntil is not null);
    }

    [Theory]
    [InlineData("USA", "US")]
    [InlineData("XKS", "XK")]
    [InlineData("GBR", "GB")]
    [InlineData("ZZZ", null)]
    public async Task Run_Territory_IsTwoLettersAsInTheReports(string sent, string? territory)
    {
        Serve([Review("a", "2026-11-18T10:00:00Z", territory: sent)]);

        await RunAsync();

        var table = ParquetTable.Read((await Apple.Store.ReadAsync(Partition("2026-11-18")))!.Value.Content);
        Assert.Equal([territory], table["territory"]);
    }
}
