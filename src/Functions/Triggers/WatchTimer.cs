using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Functions.Triggers;

/// <summary>Watches the data's freshness by the hour, so that also a run that never started is noticed.</summary>
public sealed partial class WatchTimer(Watch watch, ILogger<WatchTimer> log)
{
    /// <summary>The timer.</summary>
    [Function(nameof(WatchTimer))]
    public async Task RunAsync([TimerTrigger("%WatchSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var outcome = await watch.RunAsync(cancellationToken);
        foreach (var finding in outcome.Findings)
        {
            Found(log, finding);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Watch: {Finding}")]
    static partial void Found(ILogger log, string finding);
}
