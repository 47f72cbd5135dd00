using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Landing;

/// <summary>Registers what finds and lands instances.</summary>
public static class LandingServices
{
    /// <summary>Adds <see cref="InstanceFinder"/> and <see cref="InstanceLander"/>; needs Apple and the lake.</summary>
    public static IServiceCollection AddLanding(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton<ReportIdCache>();
        services.TryAddSingleton<InstanceFinder>();
        services.TryAddSingleton<SegmentLander>();
        services.TryAddSingleton<InstanceLander>();
        return services;
    }
}
