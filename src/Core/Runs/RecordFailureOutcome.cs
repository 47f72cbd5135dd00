namespace AppleAnalytics.Runs;

/// <summary>How the ledger now holds a failed instance.</summary>
/// <param name="Parked">Whether it failed so often that runs leave it to a person.</param>
/// <param name="Attempts">How often it failed.</param>
public sealed record RecordFailureOutcome(bool Parked, int Attempts);
