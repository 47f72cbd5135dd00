using AppleAnalytics.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.LocalHost.Configuration;

/// <summary>Has the app read every setting before the host starts, so that a mistake costs nothing but a sentence.</summary>
internal static class SettingsCheck
{
    /// <summary>Reads them all, opens the lake and reads the key.</summary>
    /// <exception cref="ConfigurationException">Something is missing or wrong; the message says what to set.</exception>
    public static async Task RunAsync(IConfiguration settings, CancellationToken cancellation)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddAppleAnalytics(settings);
        await using var services = collection.BuildServiceProvider();
        await AppleAnalyticsServices.CheckSettingsAsync(services, cancellation);
    }
}
