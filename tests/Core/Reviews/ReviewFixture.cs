using System.Text.Json.Serialization;

namespace AppleAnalytics.Reviews;

/// <summary>A review as Apple sends it, with its response apart.</summary>
public sealed record ReviewFixture(string Type, string Id, object Attributes, object Relationships, [property: JsonIgnore] object? Answer)
{
    public static ReviewFixture Review(
        string id, string created, int rating = 5, string body = "Text", string? response = null, string territory = "USA", string nickname = "nick", string title = "Title") => new(
        "customerReviews",
        id,
        new { rating, title, body, reviewerNickname = nickname, createdDate = created, territory },
        new { response = new { data = response is null ? null : new { type = "customerReviewResponses", id = "r" + id } } },
        response is null ? null : new { type = "customerReviewResponses", id = "r" + id, attributes = new { responseBody = response, lastModifiedDate = "2026-11-20T00:00:00Z", state = "PUBLISHED" } });

    /// <summary>Apple's page of them, the last one.</summary>
    public static object Document(IReadOnlyCollection<ReviewFixture> reviews, string self = "x", int? total = null) => new
    {
        data = reviews,
        included = reviews.Select(r => r.Answer).OfType<object>().ToArray(),
        links = new { self },
        meta = new { paging = new { total } },
    };
}
