using System.Globalization;

namespace AppleAnalytics.Apple;

/// <summary>Turns a page of customer reviews into reviews with their responses.</summary>
internal static class CustomerReviewReader
{
    /// <summary>The reviews of a page, and apart from them those that no partition could hold.</summary>
    public static CustomerReviewPage Read(ReviewDocument document, ReadOnlyMemory<byte> body, bool isLast)
    {
        var responses = (document.Included ?? [])
            .Where(i => i is { Type: "customerReviewResponses", Id: not null })
            .GroupBy(i => i.Id!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Attributes, StringComparer.Ordinal);
        var reviews = new List<CustomerReview>();
        var unreadable = new List<UnreadableReview>();
        foreach (var resource in document.Data ?? [])
        {
            if (resource is not { Id: { Length: > 0 } id, Attributes: { CreatedDate: { } sent } a } || ParseTime(sent) is not { } created)
            {
                unreadable.Add(new(
                    reviews.Count + unreadable.Count,
                    resource.Id ?? "",
                    string.IsNullOrEmpty(resource.Id) ? "no id" : resource.Attributes?.CreatedDate is null ? "no createdDate" : "createdDate is no time"));
                continue;
            }

            var response = resource.Relationships?.Response?.Data?.Id is { } responseId ? responses.GetValueOrDefault(responseId) : null;
            reviews.Add(new()
            {
                Id = id,
                Rating = a.Rating,
                Title = a.Title,
                Body = a.Body,
                ReviewerNickname = a.ReviewerNickname,
                CreatedDate = sent,
                Created = created,
                Territory = a.Territory,
                ResponseBody = response?.ResponseBody,
                ResponseState = response?.State,
                ResponseModified = ParseTime(response?.LastModifiedDate),
            });
        }

        return new(body, reviews, isLast) { Unreadable = unreadable, Total = document.Meta?.Paging?.Total };
    }

    static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
