using AppleAnalytics.Runs;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Enters a failed instance in the ledger.</summary>
public sealed class RecordFailure(FailureRecorder recorder)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RecordFailure))]
    public Task<RecordFailureOutcome> RunAsync([ActivityTrigger] RecordFailureInput input, CancellationToken cancellationToken) =>
        recorder.RunAsync(input, cancellationToken);
}
