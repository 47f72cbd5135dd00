using AppleAnalytics.Lake;
using AppleAnalytics.Reviews;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Fetches an app's reviews and publishes the partitions that changed.</summary>
public sealed class CurateReviews(ReviewsCurator curator)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CurateReviews))]
    public Task<ReviewsOutcome> RunAsync([ActivityTrigger] CurateReviewsInput input, CancellationToken cancellationToken) =>
        LakeMeter.MeasureAsync(() => curator.RunAsync(input, cancellationToken), (outcome, used) => outcome with { Lake = used });
}
