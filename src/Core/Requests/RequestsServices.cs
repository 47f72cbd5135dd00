using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Requests;

/// <summary>Registers what keeps report requests.</summary>
public static class RequestsServices
{
    /// <summary>Adds <see cref="RequestEnsurer"/> and <see cref="RegistryMirror"/>; needs Apple and the lake.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton<RequestEnsurer>();
        services.TryAddSingleton<RegistryMirror>();
        return services;
    }
}
