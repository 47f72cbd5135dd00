using AppleAnalytics.Lake;
using AppleAnalytics.Security;
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
        services.TryAddSingleton<TableCatalog, LocalCatalog>();
        services.TryAddSingleton<RegistrationMarkers>();
        services.TryAddSingleton<PartitionRegistrar>();
        services.TryAddSingleton(provider => AthenaClients.Open(provider.GetRequiredService<CatalogOptions>(), provider.GetRequiredService<AwsConnection>()));
        services.TryAddSingleton<AthenaQueries>();
        services.TryAddSingleton<AthenaTables>();
        services.TryAddSingleton<AthenaRegistrar>();
        services.TryAddSingleton<RawHeaders>();
        services.TryAddSingleton<StatementStore>();
        services.TryAddSingleton<StatementRunner>();
        services.TryAddSingleton<CatalogComparison>();
        services.TryAddSingleton<ServiceTablesWriter>();
        services.TryAddSingleton<Registrar>(provider => provider.GetRequiredService<CatalogOptions>().Kind == CatalogKind.Athena
            ? provider.GetRequiredService<AthenaRegistrar>()
            : provider.GetRequiredService<PartitionRegistrar>());
        services.TryAddSingleton<AthenaSchemaCheck>();
        services.TryAddSingleton<LakeSchemaCheck>();
        services.TryAddSingleton<SchemaCheck>(provider => provider.GetRequiredService<CatalogOptions>().Kind == CatalogKind.Athena
            ? provider.GetRequiredService<AthenaSchemaCheck>()
            : provider.GetRequiredService<LakeSchemaCheck>());
        services.TryAddSingleton<FreshnessVerifier>();
        services.TryAddSingleton<LakeStatus>();
        return services;
    }
}
