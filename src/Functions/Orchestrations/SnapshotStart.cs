namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>The answer to starting a <see cref="SnapshotRun"/>.</summary>
/// <param name="InstanceId">The orchestration that waits.</param>
/// <param name="Started">False when it was waiting already.</param>
public sealed record SnapshotStart(string InstanceId, bool Started);
