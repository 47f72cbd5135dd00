using AppleAnalytics.Apple;

namespace AppleAnalytics.Reviews;

/// <summary>A review in its latest state, as the lake remembers it.</summary>
internal sealed record KnownReview
{
    /// <summary>Stars, 1 to 5; null when not stated.</summary>
    public int? Rating { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The text.</summary>
    public string? Body { get; init; }

    /// <summary>The reviewer's nickname.</summary>
    public string? ReviewerNickname { get; init; }

    /// <summary>When it was created, as Apple sent it the first time.</summary>
    public required string CreatedDate { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The territory, alpha-3.</summary>
    public string? Territory { get; init; }

    /// <summary>The developer's response.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>The response's state.</summary>
    public string? ResponseState { get; init; }

    /// <summary>When the response was last changed, UTC.</summary>
    public DateTimeOffset? ResponseModified { get; init; }

    /// <summary>The day it was first missing among Apple's reviews; null while it is there.</summary>
    public DateOnly? DeletedAt { get; init; }

    /// <summary>A review as Apple has it now.</summary>
    public static KnownReview Of(CustomerReview review) => new()
    {
        Rating = review.Rating,
        Title = review.Title,
        Body = review.Body,
        ReviewerNickname = review.ReviewerNickname,
        CreatedDate = review.CreatedDate,
        Created = review.Created.ToUniversalTime(),
        Territory = review.Territory,
        ResponseBody = review.ResponseBody,
        ResponseState = review.ResponseState,
        ResponseModified = review.ResponseModified?.ToUniversalTime(),
    };
}
