using System.Text;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;
using static AppleAnalytics.Apple.Answers;
using static AppleAnalytics.Reviews.ReviewFixture;

namespace AppleAnalytics.Reviews;

public sealed class ReviewsCuratorTests : IAsyncLifetime
{
    const string Path = "/v1/apps/42/customerReviews";

    const string Progress = "state/reviews/app_id=42.json";

    static readonly DateOnly Today = new(2026, 11, 20);

    AppleHarness _apple = null!;

    public async Task InitializeAsync() => _apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await _apple.DisposeAsync();

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
        Assert.Single((await _apple.LakeAsync("raw/reviews/dt=2026-11-20/app_id=42/")).Keys);
        Assert.Equal(["state/unregistered/reviews/2026-11-18/42", "state/unregistered/reviews/2026-11-19/42"], (await _apple.LakeAsync("state/unregistered/")).Keys);
        var manifest = await _apple.Get<PartitionManifests>().ReadAsync("reviews", 42);
        Assert.Equal([2, 1], manifest.Partitions.Values.Select(p => p.Rows));
    }

    [Fact]
    public async Task Run_Again_ChangesNoByteAndWritesNothing()
    {
        Serve([Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await _apple.LakeAsync();

        await _apple.Store.DeleteAsync(Progress);
        var outcome = await RunAsync();

        Assert.Equal((ReviewsState.Unchanged, 2, 0, 0, 0), (outcome.State, outcome.Reviews, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal(before, await _apple.LakeAsync());
    }

    [Fact]
    public async Task Run_ActingAsADayBeforeOneThatWasRead_AsksNothingAndChangesNothing()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await _apple.LakeAsync();
        Serve([Review("a", "2026-11-18T10:00:00Z", body: "Edited")]);

        var outcome = await RunAsync(Today.AddDays(-1));

        Assert.Equal((ReviewsState.Unchanged, 0), (outcome.State, outcome.Usage.Calls.Count));
        Assert.Contains("read for 2026-11-20 already", outcome.Message);
        Assert.Equal(before, await _apple.LakeAsync());
    }

    [Fact]
    public async Task Run_AgainOnTheSameDay_BringsWhatCameSinceForOneCall()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        Serve([Review("b", "2026-11-20T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z", body: "Edited")]);

        var outcome = await RunAsync();
        var before = await _apple.LakeAsync();
        var again = await RunAsync();

        Assert.Equal((ReviewsState.Published, 1, 1, 2), (outcome.State, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal((ReviewsState.Unchanged, 1), (again.State, again.Usage.Calls["customerReviews"]));
        Assert.Equal(before, await _apple.LakeAsync());
    }

    [Fact]
    public async Task Run_ShortAnswer_MarksNothing_AndTheSameDaysNextRunReadsTheRest()
    {
        var reviews = Enumerable.Range(1, 10).Select(i => Review($"{i}", $"2026-11-{20 - i:00}T10:00:00Z")).ToArray();
        Serve(reviews);
        await RunAsync();
        var before = await _apple.LakeAsync("curated/");
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
        var after = await _apple.LakeAsync("curated/");
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
    public async Task Run_EditBringsAnotherCreationDate_TheReviewStaysOnItsDate()
    {
        Serve([Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-10T10:00:00Z")]);
        await RunAsync();
        Serve([Review("a", "2026-11-20T11:00:00Z", body: "Edited"), Review("b", "2026-11-19T10:00:00Z")]);

        var outcome = await RunAsync(Today.AddDays(1));

        Assert.Equal((0, 1, 1), (outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal([Partition("2026-11-10"), Partition("2026-11-19")], (await _apple.LakeAsync("curated/")).Keys);
        var known = await KnownAsync("2026-11-10", "a");
        Assert.Equal(("Edited", "2026-11-10T10:00:00Z", null), (known.Body, known.CreatedDate, known.DeletedAt));
    }

    [Fact]
    public async Task Run_LateResponseAndDeletionOfAnOldReview_AreFoundByTheWeeklySweep()
    {
        var next = new Uri(_apple.Server.Url, Path + "?cursor=2").ToString();
        object First() => Page([Review("c", "2026-11-19T10:00:00Z"), Review("b", "2026-11-01T10:00:00Z")], next);
        _apple.Server.Get(
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
    public async Task Run_ReviewWithoutAReadableDate_IsQuarantinedAndSaid()
    {
        Serve([Review("good", "2026-11-18T10:00:00Z"), Review("bad", "yesterday")]);

        var outcome = await RunAsync();

        Assert.Equal((1, 1), (outcome.Reviews, outcome.Unreadable));
        Assert.Contains("1 reviews of app 42 have no id or no readable creation date", Assert.Single(outcome.Findings));
        var (key, content) = Assert.Single(await _apple.LakeAsync("quarantine/"));
        Assert.StartsWith("quarantine/reviews/dt=2026-11-20/app_id=42/", key);
        Assert.EndsWith(",1,createdDate is no time,bad\n", Encoding.UTF8.GetString(Convert.FromHexString(content)));
    }

    [Fact]
    public async Task Run_LinksDifferOnly_KeepsOnePage()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")], self: "one");
        await RunAsync();
        Serve([Review("a", "2026-11-18T10:00:00Z")], self: "two");
        await _apple.Store.DeleteAsync(Progress);
        await RunAsync();

        Assert.Single((await _apple.LakeAsync("raw/reviews/")).Keys);
    }

    [Fact]
    public async Task Run_ReviewEditedAndAnswered_OnlyItsDateIsWrittenAgain()
    {
        Serve([Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await _apple.LakeAsync("curated/");
        Serve([Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z", body: "Edited", response: "Thanks")]);

        var outcome = await RunAsync(Today.AddDays(1));

        var after = await _apple.LakeAsync("curated/");
        Assert.Equal((ReviewsState.Published, 0, 1, 1), (outcome.State, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal(before[Partition("2026-11-19")], after[Partition("2026-11-19")]);
        Assert.NotEqual(before[Partition("2026-11-18")], after[Partition("2026-11-18")]);
        Assert.Equal(1, (await FooterAsync("2026-11-18")).Rows);
    }

    [Fact]
    public async Task Run_ReviewGone_IsMarkedAndKept_AndBackIsUnmarked()
    {
        ReviewFixture[] both = [Review("b", "2026-11-19T10:00:00Z"), Review("a", "2026-11-18T10:00:00Z")];
        Serve(both);
        await RunAsync();
        var before = await _apple.LakeAsync("curated/");
        Serve([both[0]]);

        var gone = await RunAsync(Today.AddDays(1));
        var marked = (await FooterAsync("2026-11-18")).Columns.Count;
        var deleted = await DeletedAsync("2026-11-18");
        Serve(both);
        await RunAsync(Today.AddDays(2));

        Assert.Equal((1, 1), (gone.Updated, gone.Partitions));
        Assert.Equal(ReviewsTable.Columns.Count, marked);
        Assert.Equal(0, deleted);
        Assert.Equal(before, await _apple.LakeAsync("curated/"));
    }

    [Fact]
    public async Task Run_OldPagesAreNotReadAgain_AndTheirReviewsStay()
    {
        var next = new Uri(_apple.Server.Url, Path + "?cursor=2").ToString();
        _apple.Server.Get(
            Path,
            Json(Page([Review("c", "2026-11-19T10:00:00Z"), Review("b", "2026-11-01T10:00:00Z")], next)),
            Json(Page([Review("a", "2026-11-01T09:00:00Z"), Review("0", "2026-01-01T09:00:00Z")])),
            Json(Page([Review("d", "2026-11-20T10:00:00Z"), Review("c", "2026-11-19T10:00:00Z"), Review("b", "2026-11-01T10:00:00Z")], next)));
        await RunAsync();
        var before = await _apple.LakeAsync("curated/");

        var outcome = await RunAsync(Today.AddDays(1));

        Assert.Equal((3, 1, 0, 1), (outcome.Reviews, outcome.New, outcome.Updated, outcome.Partitions));
        Assert.Equal(3, _apple.Server.Requests.Count);
        var after = await _apple.LakeAsync("curated/");
        Assert.Equal(before.Keys.Append(Partition("2026-11-20")), after.Keys);
        Assert.Equal(2, (await FooterAsync("2026-11-01")).Rows);
    }

    [Fact]
    public async Task Run_KilledBeforeThePartitionWasWritten_TheReplayWritesIt()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var whole = await _apple.LakeAsync();
        await _apple.Store.DeleteAsync(Partition("2026-11-18"));
        await _apple.Store.DeleteAsync(Progress);
        await _apple.Store.DeleteAsync("state/manifests/reviews/app_id=42.json");

        var outcome = await RunAsync();

        Assert.Equal((ReviewsState.Published, 0), (outcome.State, outcome.New));
        Assert.Equal(whole, await _apple.LakeAsync());
    }

    [Fact]
    public async Task Run_SeveralAtOnce_EndWithTheReviewsOfAll()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z"), Review("b", "2026-11-18T11:00:00Z")]);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync()));

        Assert.Equal(2, (await FooterAsync("2026-11-18")).Rows);
        Assert.Equal(2, (await _apple.Get<PartitionManifests>().ReadAsync("reviews", 42)).Partitions.Values.Single().Rows);
    }

    [Fact]
    public async Task Run_NoReviews_IsNone()
    {
        Serve([]);

        Assert.Equal(ReviewsState.None, (await RunAsync()).State);
        Assert.Empty(await _apple.LakeAsync());
    }

    [Fact]
    public async Task Run_EmptyAfterSome_KeepsWhatIsKnownAndSaysSo()
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await _apple.LakeAsync("curated/");
        Serve([]);

        var outcome = await RunAsync(Today.AddDays(1));

        Assert.Equal(ReviewsState.Unchanged, outcome.State);
        Assert.Contains("1 known reviews of app 42 are missing", Assert.Single(outcome.Findings));
        Assert.Equal(before, await _apple.LakeAsync("curated/"));
        Assert.Equal(1, (await RunAsync(Today.AddDays(2))).Updated);
        Assert.Equal(Today.AddDays(1), (await KnownAsync("2026-11-18", "a")).DeletedAt);
    }

    [Theory]
    [InlineData(403, ReviewsState.Refused)]
    [InlineData(404, ReviewsState.Refused)]
    [InlineData(429, ReviewsState.Deferred)]
    public async Task Run_AppleRefuses_IsAnOutcome(int status, ReviewsState state)
    {
        _apple.Server.Get(Path, Error(status, "X"));

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

        var footer = await FooterAsync("2026-11-18");
        var bytes = (await _apple.Store.ReadAsync(Partition("2026-11-18")))!.Value.Content;
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(sent)) > 0);
        Assert.Equal(territory is null ? 1 : 0, NullsOf(footer, "territory"));
    }

    void Serve(ReviewFixture[] reviews, string self = "x", int? total = null) => _apple.Server.Get(Path, Json(Document(reviews, self, total)));

    async Task<KnownReview> KnownAsync(string date, string id) =>
        (await _apple.Store.ReadJsonAsync<ReviewsOfDate>($"state/reviews/app_id=42/{date}.json"))!.Reviews[id];

    Task<ReviewsOutcome> RunAsync(DateOnly? today = null) => _apple.Get<ReviewsCurator>().RunAsync(new(42, today ?? Today, today ?? Today));

    async Task<ParquetFooter> FooterAsync(string date)
    {
        using var stream = new MemoryStream((await _apple.Store.ReadAsync(Partition(date)))!.Value.Content);
        return ParquetFooterReader.Read(stream);
    }

    async Task<long> DeletedAsync(string date) => NullsOf(await FooterAsync(date), "deleted_at");

    static long NullsOf(ParquetFooter footer, string column) => footer.Statistics[column].NullCount;

    static string Partition(string date) => $"curated/reviews/dt={date}/app_id=42/data.parquet";
}
