using AppleAnalytics.Runs;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>Input of <see cref="SnapshotRun"/>: which one-time snapshot to wait for.</summary>
public sealed record SnapshotWait
{
    /// <summary>The app.</summary>
    public required PlannedApp App { get; init; }

    /// <summary>Apple's id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>How often it was looked at. Default is 0.</summary>
    public int Looks { get; init; }
}
