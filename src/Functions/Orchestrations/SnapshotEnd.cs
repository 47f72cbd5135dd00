namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The output of <see cref="SnapshotRun"/>; what was read is in the run reports.</summary>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="Looks">How often it looked.</param>
public sealed record SnapshotEnd(long AppId, int Looks);
