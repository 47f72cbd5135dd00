using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Curation;

/// <summary>Registers what curates, audits and publishes instances.</summary>
public static class CurationServices
{
    /// <summary>Adds <see cref="InstancePublisher"/>, its parts, and <see cref="InstanceCurator"/>; needs the lake and the quality gate.</summary>
    public static IServiceCollection AddCuration(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton<InstanceCurator>();
        services.TryAddSingleton<RawInstances>();
        services.TryAddSingleton<InstanceAudit>();
        services.TryAddSingleton<PartitionPublisher>();
        services.TryAddSingleton<InstancePublisher>();
        services.TryAddSingleton<Recurator>();
        services.TryAddSingleton<ManifestRebuilder>();
        services.TryAddSingleton<SnapshotReplacement>();
        return services;
    }
}
