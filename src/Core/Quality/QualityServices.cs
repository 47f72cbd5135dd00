using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Quality;

/// <summary>Registers the quality gate and its thresholds.</summary>
public static class QualityServices
{
    /// <summary>Adds the gate.</summary>
    public static IServiceCollection AddQuality(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(_ => QualityThresholds.From(configuration));
        services.AddSingleton<QualityGate>();
        services.AddSingleton<LatestQuality>();
        return services;
    }
}
