using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Reviews;

/// <summary>Registers what keeps customer reviews.</summary>
public static class ReviewsServices
{
    /// <summary>Adds <see cref="ReviewsCurator"/>; needs Apple and the lake.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton<ReviewsFetcher>();
        services.TryAddSingleton<ReviewsPublisher>();
        services.TryAddSingleton<ReviewsCurator>();
        return services;
    }
}
