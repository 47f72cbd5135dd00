using AppleAnalytics.Lake;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Catalog;

/// <summary>Registers the catalogue and what reads the lake's state: registration, freshness, status.</summary>
public static class CatalogServices
{
    /// <summary>Adds the catalogue the configuration names; needs the lake.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => CatalogOptions.From(configuration, provider.GetRequiredService<LakeOptions>()));
        services.TryAddSingleton(_ => FreshnessOptions.From(configuration));
        services.TryAddSingleton<TableCatalog>(provider => provider.GetRequiredService<CatalogOptions>().Kind switch
        {
            CatalogKind.Local => ActivatorUtilities.CreateInstance<LocalCatalog>(provider),
            _ => throw new ConfigurationException("Catalog__Kind is athena, which is the default for an s3:// lake, and this version does not register Athena tables. Set Catalog__Kind to local."),
        });
        services.TryAddSingleton<PartitionRegistrar>();
        services.TryAddSingleton<FreshnessVerifier>();
        services.TryAddSingleton<LakeStatus>();
        return services;
    }
}
