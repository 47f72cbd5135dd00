namespace AppleAnalytics.Reviews;

/// <summary>Whose reviews to bring up to date.</summary>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="FetchDate">The day the pages are filed under, UTC; the same for every attempt of a run.</param>
/// <param name="Today">The day to act as, UTC; a review that is gone is marked as deleted on this day.</param>
public sealed record CurateReviewsInput(long AppId, DateOnly FetchDate, DateOnly Today)
{
    /// <summary>The run it is done for. Default is empty, outside of a run.</summary>
    public string RunId { get; init; } = "";
}
