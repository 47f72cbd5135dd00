using AppleAnalytics.Lake;

namespace AppleAnalytics.Runs;

/// <summary>Enters a failed instance in the ledger, so that it is parked after its third failure instead of failing every day.</summary>
public sealed class FailureRecorder(InstanceLedger ledger)
{
    /// <summary>Records it.</summary>
    public async Task<RecordFailureOutcome> RunAsync(RecordFailureInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var entry = await ledger.RecordAsync(
            input.Instance.AppId,
            new()
            {
                InstanceId = input.Instance.InstanceId,
                Table = input.Instance.Table,
                ProcessingDate = input.Instance.ProcessingDate,
                Outcome = InstanceOutcome.Failed,
                Message = input.Message,
            },
            input.Today,
            cancellationToken);
        return new(entry.Outcome == InstanceOutcome.Parked, entry.Attempts);
    }
}
