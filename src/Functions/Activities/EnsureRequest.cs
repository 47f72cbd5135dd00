using AppleAnalytics.Requests;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Makes sure that an app has a report request of an access type.</summary>
public sealed class EnsureRequest(RequestEnsurer ensurer)
{
    /// <summary>The activity.</summary>
    [Function(nameof(EnsureRequest))]
    public Task<EnsureRequestOutcome> RunAsync([ActivityTrigger] EnsureRequestInput input, CancellationToken cancellationToken) =>
        ensurer.RunAsync(input, cancellationToken);
}
