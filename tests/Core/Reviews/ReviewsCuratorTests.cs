using System.Text;
using System.Text.Json.Serialization;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;
using static AppleAnalytics.Apple.Answers;

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

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Run_ForADayThatIsFetchedOrBeforeOne_AsksNothingAndChangesNothing(int days)
    {
        Serve([Review("a", "2026-11-18T10:00:00Z")]);
        await RunAsync();
        var before = await _apple.LakeAsync();
        Serve([Review("a", "2026-11-18T10:00:00Z", body: "Edited")]);

        var outcome = await RunAsync(Today.AddDays(days));

        Assert.Equal((ReviewsState.Unchanged, 0), (outcome.State, outcome.Usage.Calls.Count));
        Assert.Equal(before, await _apple.LakeAsync());
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
        var before = await _apple.LakeAsync();
        Serve([]);

        var outcome = await RunAsync(Today.AddDays(1));

        Assert.Equal(ReviewsState.Unchanged, outcome.State);
        Assert.Contains("though it had some", outcome.Message);
        Assert.Equal(before, await _apple.LakeAsync());
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

    void Serve(ReviewFixture[] reviews, string self = "x") => _apple.Server.Get(Path, Json(new
    {
        data = reviews,
        included = reviews.Select(r => r.Answer).OfType<object>().ToArray(),
        links = new { self },
    }));

    static ReviewFixture Review(string id, string created, int rating = 5, string body = "Text", string? response = null, string territory = "USA") => new(
        "customerReviews",
        id,
        new { rating, title = "Title", body, reviewerNickname = "nick", createdDate = created, territory },
        new { response = new { data = response is null ? null : new { type = "customerReviewResponses", id = "r" + id } } },
        response is null ? null : new { type = "customerReviewResponses", id = "r" + id, attributes = new { responseBody = response, lastModifiedDate = "2026-11-20T00:00:00Z", state = "PUBLISHED" } });

    Task<ReviewsOutcome> RunAsync(DateOnly? today = null) => _apple.Get<ReviewsCurator>().RunAsync(new(42, today ?? Today, today ?? Today));

    async Task<ParquetFooter> FooterAsync(string date)
    {
        using var stream = new MemoryStream((await _apple.Store.ReadAsync(Partition(date)))!.Value.Content);
        return ParquetFooterReader.Read(stream);
    }

    async Task<long> DeletedAsync(string date) => NullsOf(await FooterAsync(date), "deleted_at");

    static long NullsOf(ParquetFooter footer, string column) => footer.Statistics[column].NullCount;

    static string Partition(string date) => $"curated/reviews/dt={date}/app_id=42/data.parquet";

    sealed record ReviewFixture(string Type, string Id, object Attributes, object Relationships, [property: JsonIgnore] object? Answer);
}
