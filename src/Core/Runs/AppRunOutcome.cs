using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Runs;

/// <summary>What became of one app in a run: counts only, small enough for orchestration history.</summary>
public sealed record AppRunOutcome
{
    /// <summary>Apple's identifier of the app.</summary>
    public required long AppId { get; init; }

    /// <summary>The app's name.</summary>
    public required string App { get; init; }

    /// <summary>One entry per table.</summary>
    public IReadOnlyList<TableOutcome> Tables { get; init; } = [];

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<RunFailure> Failures { get; init; } = [];

    /// <summary>What happened to the app's report requests.</summary>
    public RequestCounters Requests { get; init; } = RequestCounters.None;

    /// <summary>Where the app's one-time snapshot stands. Default is that the run did not deal with one.</summary>
    public SnapshotState Snapshot { get; init; }

    /// <summary>What it cost at Apple.</summary>
    public ApiUsage Usage { get; init; } = ApiUsage.None;

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;

    /// <summary>Seconds spent waiting for Apple's quota.</summary>
    public double SecondsWaited { get; init; }

    /// <summary>The app's state: the heaviest of its tables.</summary>
    public TableState State => Tables.Count == 0 ? TableState.Unchanged : Tables.Max(t => t.State);
}
