using AppleAnalytics.Apple;
using AppleAnalytics.Catalog;
using AppleAnalytics.Coverage;
using AppleAnalytics.Curation;
using AppleAnalytics.Functions.Triggers;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Quality;
using AppleAnalytics.Requests;
using AppleAnalytics.Reviews;
using AppleAnalytics.Runs;
using AppleAnalytics.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AppleAnalytics.Functions;

/// <summary>The one composition root: whatever hosts the functions registers them with this.</summary>
public static class AppleAnalyticsServices
{
    /// <summary>Adds everything the functions need. Settings are read when first needed; the host checks them all when it starts.</summary>
    public static IServiceCollection AddAppleAnalytics(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services
            .AddLake(configuration)
            .AddCatalog(configuration)
            .AddQuality(configuration)
            .AddCuration(configuration)
            .AddApple(configuration)
            .AddRequests(configuration)
            .AddLanding(configuration)
            .AddReviews(configuration)
            .AddRuns(configuration)
            .AddCoverage();
        services.AddSingleton<RunStarter>();
        services.AddHostedService<StartupCheck>();
        return services;
    }

    /// <summary>Reads all settings, opens the lake and reads the API key.</summary>
    /// <exception cref="ConfigurationException">Something is missing or wrong; the message is one sentence that says what to set.</exception>
    public static async Task CheckSettingsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        try
        {
            services.GetRequiredService<ReportsOptions>();
            services.GetRequiredService<AppsOptions>();
            services.GetRequiredService<AlertsOptions>();
            services.GetRequiredService<QualityThresholds>();
            services.GetRequiredService<LakeOptions>();
            services.GetRequiredService<Registrar>();
            services.GetRequiredService<FreshnessOptions>();
            services.GetRequiredService<ReviewsOptions>();
            services.GetRequiredService<AppleOptions>();
            await services.GetRequiredService<AppleKeySource>().GetAsync(cancellationToken);
            services.GetRequiredService<ObjectStore>();
            if (services.GetRequiredService<LakeOptions>().IsS3)
            {
                await services.GetRequiredService<AwsConnection>().Credentials.GetCredentialsAsync();
            }
        }
        catch (OptionsValidationException fault)
        {
            throw new ConfigurationException(string.Join(' ', fault.Failures), fault);
        }
    }
}
