using AppleAnalytics.Simulator.Faults;
using AppleAnalytics.Simulator.Reviews;

namespace AppleAnalytics.Simulator.Http;

/// <summary>Customer reviews and their responses.</summary>
internal sealed class ReviewEndpoints(Account account, FaultClock faults)
{
    private readonly Lookup _find = new(account);

    public Task List(ApiCall call)
    {
        var app = _find.App(call.Id);
        var territories = call.Set("filter[territory]");
        var reviewTerritories = call.Set("filter[reviewTerritory]");
        var ratings = call.Set("filter[rating]");
        var responded = call.Query("exists[publishedResponse]");
        IEnumerable<Review> reviews = account.Reviews.Of(app, account.Today).Where(review =>
            (territories?.Contains(review.Territory) ?? true) && (reviewTerritories?.Contains(review.Territory) ?? true)
            && (ratings?.Contains(review.Rating.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? true)
            && (responded is null || responded == (review.Response is { IsPublished: true } ? "true" : "false")));
        reviews = call.Query("sort") switch
        {
            "createdDate" => reviews.Reverse(),
            "rating" => reviews.OrderBy(review => review.Rating),
            "-rating" => reviews.OrderByDescending(review => review.Rating),
            _ => reviews,
        };
        if (faults.Current.ReviewsAtMost is { } most)
        {
            reviews = reviews.Take(most);
        }
        var writer = Writer(call);
        return PageReply.SendAsync(call, [.. reviews], faults.Current, writer.Review, writer.Included);
    }

    public Task Get(ApiCall call)
    {
        var review = _find.Review(call.Id);
        var writer = Writer(call);
        return call.SendAsync(200, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("data");
            writer.Review(json, review);
            writer.Included(json, [review]);
            json.WriteStartObject("links");
            json.WriteString("self", call.Self);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    public Task GetResponse(ApiCall call)
    {
        var review = _find.Review(call.Id);
        var response = review.Response
            ?? throw ApiException.NoSuchResource("customerReviewResponses", call.Id);
        var writer = Writer(call);
        return call.SendAsync(200, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("data");
            writer.Response(json, response, review);
            if (call.Includes("review"))
            {
                json.WriteStartArray("included");
                writer.Review(json, review);
                json.WriteEndArray();
            }
            json.WriteStartObject("links");
            json.WriteString("self", call.Self);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private ReviewWriter Writer(ApiCall call) => new(call, new ResourceWriter(call, account.Seed), account.Seed);
}
