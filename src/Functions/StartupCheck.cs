using Microsoft.Extensions.Hosting;

namespace AppleAnalytics.Functions;

/// <summary>Checks the settings when the host starts, so that a wrong one ends it at once with one sentence.</summary>
sealed class StartupCheck(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => AppleAnalyticsServices.CheckSettingsAsync(services, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
