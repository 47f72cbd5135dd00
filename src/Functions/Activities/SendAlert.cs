using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Tells a person what needs one.</summary>
public sealed class SendAlert(Alerts alerts)
{
    /// <summary>The activity.</summary>
    [Function(nameof(SendAlert))]
    public Task<AlertOutcome> RunAsync([ActivityTrigger] AlertInput input, CancellationToken cancellationToken) =>
        alerts.RunAsync(input, cancellationToken);
}
