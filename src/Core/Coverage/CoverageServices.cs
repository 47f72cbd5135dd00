using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Coverage;

/// <summary>Registers what tells how apps, requests and dates stand.</summary>
public static class CoverageServices
{
    /// <summary>Adds them; needs the lake only.</summary>
    public static IServiceCollection AddCoverage(this IServiceCollection services)
    {
        services.TryAddSingleton<Requests.RegistryMirror>();
        services.TryAddSingleton<Runs.RunReportPublisher>();
        services.TryAddSingleton<GapDetector>();
        services.TryAddSingleton<AppStatuses>();
        services.TryAddSingleton<RequestOverviews>();
        services.TryAddSingleton<MeasureSums>();
        return services;
    }
}
