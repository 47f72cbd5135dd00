using System.Text.Json;
using AppleAnalytics.Simulator.Reviews;

namespace AppleAnalytics.Simulator.Http;

/// <summary>Writes customer reviews and responses.</summary>
internal sealed class ReviewWriter(ApiCall call, ResourceWriter resources, ulong seed)
{
    public void Review(Utf8JsonWriter json, Review review)
    {
        var fields = call.Set("fields[customerReviews]");
        var id = review.Id.ToText(seed);
        ResourceWriter.Start(json, "customerReviews", id);
        json.WriteStartObject("attributes");
        if (ResourceWriter.Wants(fields, "rating"))
        {
            json.WriteNumber("rating", review.Rating);
        }
        ResourceWriter.Nullable(json, fields, "title", review.Title);
        ResourceWriter.Nullable(json, fields, "body", review.Body);
        ResourceWriter.Nullable(json, fields, "reviewerNickname", review.Nickname);
        ResourceWriter.Nullable(json, fields, "createdDate", review.CreatedText);
        ResourceWriter.Nullable(json, fields, "territory", review.Territory);
        json.WriteEndObject();
        var includesTerritory = call.Includes("reviewTerritory") && ResourceWriter.Wants(fields, "reviewTerritory");
        if (ResourceWriter.Wants(fields, "response") || includesTerritory)
        {
            json.WriteStartObject("relationships");
            if (ResourceWriter.Wants(fields, "response"))
            {
                json.WriteStartObject("response");
                if (call.Includes("response"))
                {
                    json.WritePropertyName("data");
                    if (review.Response is { } response)
                    {
                        ResourceWriter.Linkage(json, "customerReviewResponses", response.Id.ToText(seed));
                    }
                    else
                    {
                        json.WriteNullValue();
                    }
                }
                resources.RelationshipLinks(json, "customerReviews", id, "response");
                json.WriteEndObject();
            }
            if (includesTerritory)
            {
                json.WriteStartObject("reviewTerritory");
                json.WritePropertyName("data");
                ResourceWriter.Linkage(json, "territories", review.Territory);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        resources.End(json, "customerReviews", id);
    }

    public void Response(Utf8JsonWriter json, ReviewResponse response, Review of)
    {
        var fields = call.Set("fields[customerReviewResponses]");
        var id = response.Id.ToText(seed);
        ResourceWriter.Start(json, "customerReviewResponses", id);
        json.WriteStartObject("attributes");
        ResourceWriter.Nullable(json, fields, "responseBody", response.Body);
        ResourceWriter.Nullable(json, fields, "lastModifiedDate", response.ModifiedText);
        ResourceWriter.Nullable(json, fields, "state", response.State);
        json.WriteEndObject();
        if (call.Includes("review") && ResourceWriter.Wants(fields, "review"))
        {
            json.WriteStartObject("relationships");
            json.WriteStartObject("review");
            json.WritePropertyName("data");
            ResourceWriter.Linkage(json, "customerReviews", of.Id.ToText(seed));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        resources.End(json, "customerReviewResponses", id);
    }

    /// <summary>The <c>included</c> array, when the call asks for any.</summary>
    public void Included(Utf8JsonWriter json, IReadOnlyList<Review> reviews)
    {
        var responses = call.Includes("response");
        var territories = call.Includes("reviewTerritory");
        if (!responses && !territories)
        {
            return;
        }
        json.WriteStartArray("included");
        foreach (var review in reviews)
        {
            if (responses && review.Response is { } response)
            {
                Response(json, response, review);
            }
        }
        foreach (var territory in territories ? reviews.Select(review => review.Territory).Distinct() : [])
        {
            ResourceWriter.Start(json, "territories", territory);
            json.WriteStartObject("attributes");
            ResourceWriter.Nullable(json, call.Set("fields[territories]"), "currency", territory == "USA" ? "USD" : "EUR");
            json.WriteEndObject();
            resources.End(json, "territories", territory);
        }
        json.WriteEndArray();
    }
}
