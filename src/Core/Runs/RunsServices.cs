using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppleAnalytics.Runs;

/// <summary>Registers planning, reporting and alerting of runs.</summary>
public static class RunsServices
{
    /// <summary>Adds them with the options of the configuration.</summary>
    public static IServiceCollection AddRuns(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => ReportsOptions.From(configuration));
        services.AddSingleton(_ => AppsOptions.From(configuration));
        services.AddSingleton(_ => AlertsOptions.From(configuration));
        services.AddSingleton<RunPlanner>();
        services.AddSingleton<FailureRecorder>();
        services.AddSingleton<RunReportPublisher>();
        services.AddSingleton<Alerts>();
        services.AddSingleton<Watch>();
        services.AddSingleton<HealthCheck>();

        // The webhook's address is a secret, and the client's own log would hold it.
        services.AddHttpClient(Alerts.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(15)).RemoveAllLoggers();
        return services;
    }
}
