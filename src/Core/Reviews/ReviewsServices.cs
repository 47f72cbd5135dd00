using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Reviews;

/// <summary>Registers what keeps customer reviews.</summary>
public static class ReviewsServices
{
    /// <summary>Adds <see cref="ReviewsCurator"/>, which needs Apple and the lake, and <see cref="ReviewEraser"/>, which needs the lake.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(_ => ReviewsOptions.From(configuration));
        services.TryAddSingleton<PersonalFields>();
        services.TryAddSingleton<ReviewPages>();
        services.TryAddSingleton<ReviewDates>();
        services.TryAddSingleton<ForgottenReviews>();
        services.TryAddSingleton<ReviewsFetcher>();
        services.TryAddSingleton<ReviewsPublisher>();
        services.TryAddSingleton<ReviewEraser>();
        services.TryAddSingleton<ReviewsCurator>();
        return services;
    }
}
