using AppleAnalytics.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Lake;

/// <summary>Registers the lake: options, store, ledger, manifests, pins, app directory.</summary>
public static class LakeServices
{
    /// <summary>Adds the lake the configuration names; it is opened when first asked for.</summary>
    public static IServiceCollection AddLake(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => LakeOptions.From(configuration));
        services.AddAws(configuration);
        services.AddSingleton(provider => provider.GetRequiredService<LakeOptions>() is { IsS3: true } bucket
            ? LakeStores.OpenBucket(bucket, provider.GetRequiredService<AwsConnection>())
            : LakeStores.OpenFolder(provider.GetRequiredService<LakeOptions>()));
        services.AddSingleton<InstanceLedger>();
        services.AddSingleton<PartitionManifests>();
        services.AddSingleton<Pins>();
        services.AddSingleton<AppDirectory>();
        return services;
    }
}
