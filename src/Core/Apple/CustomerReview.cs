namespace AppleAnalytics.Apple;

/// <summary>A customer review with the developer's response, as Apple has them now.</summary>
public sealed record CustomerReview
{
    /// <summary>Apple's id.</summary>
    public required string Id { get; init; }

    /// <summary>Stars, 1 to 5; null when not stated.</summary>
    public int? Rating { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The text.</summary>
    public string? Body { get; init; }

    /// <summary>The reviewer's nickname: personal data.</summary>
    public string? ReviewerNickname { get; init; }

    /// <summary>When it was created, as sent: ISO 8601 with an offset.</summary>
    public required string CreatedDate { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The territory, alpha-3 as Apple uses it for reviews.</summary>
    public string? Territory { get; init; }

    /// <summary>The developer's response; null when there is none.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>The response's state, such as <c>PUBLISHED</c>.</summary>
    public string? ResponseState { get; init; }

    /// <summary>When the response was last changed.</summary>
    public DateTimeOffset? ResponseModified { get; init; }
}
