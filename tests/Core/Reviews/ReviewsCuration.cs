using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Parquet;
using static AppleAnalytics.Apple.Answers;
using static AppleAnalytics.Reviews.ReviewFixture;

namespace AppleAnalytics.Reviews;

/// <summary>The reviews of app 42: what Apple has of them, and what stands in the lake.</summary>
public abstract class ReviewsCuration : IAsyncLifetime
{
    protected const string Path = "/v1/apps/42/customerReviews";

    protected const string Progress = "state/reviews/app_id=42.json";

    protected static DateOnly Today { get; } = new(2026, 11, 20);

    private protected AppleHarness Apple { get; private set; } = null!;

    public async Task InitializeAsync() => Apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await Apple.DisposeAsync();

    protected void Serve(ReviewFixture[] reviews, string self = "x", int? total = null) => Apple.Server.Get(Path, Json(Document(reviews, self, total)));

    private protected async Task<KnownReview> KnownAsync(string date, string id) =>
        (await Apple.Store.ReadJsonAsync<ReviewsOfDate>($"state/reviews/app_id=42/{date}.json"))!.Reviews[id];

    private protected Task<ReviewsOutcome> RunAsync(DateOnly? today = null) => Apple.Get<ReviewsCurator>().RunAsync(new(42, today ?? Today, today ?? Today));

    private protected async Task<ParquetFooter> FooterAsync(string date)
    {
        using var stream = new MemoryStream((await Apple.Store.ReadAsync(Partition(date)))!.Value.Content);
        return ParquetFooterReader.Read(stream);
    }

    protected static string Partition(string date) => $"curated/reviews/dt={date}/app_id=42/data.parquet";
}
