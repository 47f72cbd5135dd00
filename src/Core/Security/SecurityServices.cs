using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Security;

/// <summary>Registers the way to AWS.</summary>
public static class SecurityServices
{
    /// <summary>Adds <see cref="AwsOptions"/> and <see cref="AwsConnection"/>; settings are read when one is first asked for.</summary>
    public static IServiceCollection AddAws(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(_ => AwsOptions.From(configuration));
        services.TryAddSingleton<AwsConnection>();
        return services;
    }
}
