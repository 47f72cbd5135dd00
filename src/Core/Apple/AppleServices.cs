using System.Net;
using Amazon.SecretsManager;
using AppleAnalytics.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Apple;

/// <summary>Registers the App Store Connect client.</summary>
public static class AppleServices
{
    /// <summary>The largest document the API may answer with, in bytes; downloads are not held in memory.</summary>
    const int LargestDocument = 64 * 1024 * 1024;

    /// <summary>
    /// Adds <see cref="AppStoreConnectClient"/>, <see cref="AppleOptions"/> and <see cref="AppleKeySource"/>. The settings are read
    /// when one of them is first asked for, so that what needs no API key works without; a host that needs them asks for the client at start.
    /// </summary>
    public static IServiceCollection AddApple(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => AppleOptions.From(configuration));
        services.AddAws(configuration);
        services.TryAddSingleton<AppleKeySource>(provider =>
        {
            var options = provider.GetRequiredService<AppleOptions>();
            return options.SecretName is not null ? new SecretKeySource(options, () => OpenSecrets(provider), provider.GetRequiredService<TimeProvider>())
                : options.PrivateKeyPath is null ? new EnvironmentKeySource(options) : new FileKeySource(options);
        });

        // The factory's own logging would write download addresses, whose query is a secret; AppleLog writes what may be known.
        AddClient(services, AppleTransport.ClientName, DecompressionMethods.All);
        AddClient(services, SegmentDownloads.ClientName, DecompressionMethods.None);
        services.TryAddSingleton<AppleResilience>();
        services.TryAddSingleton<AppleTokenSource>();
        services.TryAddSingleton<RateLimitGate>();
        services.TryAddSingleton<AppleTransport>();
        services.TryAddSingleton<SegmentDownloads>();
        services.TryAddSingleton(provider => new AppStoreConnectClient(
            provider.GetRequiredService<AppleOptions>(),
            provider.GetRequiredService<AppleTransport>(),
            provider.GetRequiredService<SegmentDownloads>()));
        return services;
    }

    static AmazonSecretsManagerClient OpenSecrets(IServiceProvider provider) => provider.GetRequiredService<AwsConnection>().Create(
        new AmazonSecretsManagerConfig { Timeout = TimeSpan.FromSeconds(30) },
        serviceUrl: null,
        (credentials, config) => new AmazonSecretsManagerClient(credentials, config));

    static void AddClient(IServiceCollection services, string name, DecompressionMethods decompression) => services
        .AddHttpClient(name, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.MaxResponseContentBufferSize = LargestDocument;
            client.DefaultRequestHeaders.UserAgent.Add(new("AppleAnalytics.Durable", null));
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = decompression,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
