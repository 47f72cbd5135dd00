using AppleAnalytics.Quality;

namespace AppleAnalytics.Runs;

/// <summary>One app's part of a run; the input of its orchestration.</summary>
public sealed record AppRunInput
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>Why the run was started.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The app.</summary>
    public required PlannedApp App { get; init; }

    /// <summary>The day to act as, UTC.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The report-fed tables to work on.</summary>
    public required IReadOnlyList<PlannedTable> Tables { get; init; }

    /// <summary>Whether customer reviews are fetched.</summary>
    public required bool Reviews { get; init; }

    /// <summary>Whether a one-time snapshot is asked for, whatever the registry knows.</summary>
    public required bool Snapshot { get; init; }

    /// <summary>Whether a snapshot that was read already is published again, to replace dates.</summary>
    public required bool Replace { get; init; }

    /// <summary>Whether nothing waits for a snapshot that is not ready.</summary>
    public required bool NoWait { get; init; }

    /// <summary>Whether an app the registry sees for the first time gets a one-time snapshot too.</summary>
    public required bool HistoryOnFirstRun { get; init; }

    /// <summary>The quality gate's limits.</summary>
    public required QualityThresholds Thresholds { get; init; }

    /// <summary>The entity key of the quota.</summary>
    public required string QuotaKey { get; init; }

    /// <summary>When the app counts as late and stops by itself, UTC.</summary>
    public required DateTime Deadline { get; init; }

    /// <summary>What earlier executions of this orchestration did. Default is null: it is the first.</summary>
    public AppRunProgress? Progress { get; init; }
}
