using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.Simulator;

/// <summary>What a simulated App Store Connect account looks like. The same seed and the same day give the same bytes.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Decides every name, id, row and review. Default is 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Apps of the account, 1 to 4000. Sizes follow Zipf: the first app holds about a quarter of all rows. Default is 12.</summary>
    public int Apps { get; init; } = 12;

    /// <summary>How many of <see cref="Apps"/> have no report request yet. Default is 2; more than the apps is the same as all.</summary>
    public int NewApps { get; init; } = 2;

    /// <summary>The day Apple is at, when the server starts without a state file. Default is the UTC date of <see cref="Clock"/>.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>
    /// Rows of one date in the largest app's App Downloads Standard; everything else scales with it.
    /// Default grows with the portfolio: 80 for 12 apps, about 4250 for 92.
    /// </summary>
    public int? RowsPerDate { get; init; }

    /// <summary>Age in days of the ONGOING requests that exist at the start; below 35 it limits how many processing dates there are. Default is 60.</summary>
    public int RequestAgeDays { get; init; } = 60;

    /// <summary>Dates a ONE_TIME_SNAPSHOT reaches back from the day of its creation, never before 2024-01-01. Default is 60.</summary>
    public int HistoryDays { get; init; } = 60;

    /// <summary>Days from the creation of an ONGOING request to its first instances; Apple says 24 to 48 hours. Default is 2.</summary>
    public int FirstDataDelayDays { get; init; } = 2;

    /// <summary>Days from the creation of a ONE_TIME_SNAPSHOT request to its instances. Default is 2.</summary>
    public int SnapshotDelayDays { get; init; } = 2;

    /// <summary>Whether a snapshot comes as one instance or as several of one processing date. Default is one.</summary>
    public SnapshotShape SnapshotShape { get; init; } = SnapshotShape.OneInstance;

    /// <summary>
    /// A date that no ONGOING instance tells, as happens at Apple: the DAILY instance of the day after repeats the dates of the one before,
    /// and the next ones skip it. Snapshots tell it. Default is null, none.
    /// </summary>
    public DateOnly? SkippedDate { get; init; }

    /// <summary>The day of the oldest customer reviews. Default is null: they go back to 2024-01-01.</summary>
    public DateOnly? ReviewsFrom { get; init; }

    /// <summary>What goes wrong, and how often. Default is nothing.</summary>
    public SimulatorFaults Faults { get; init; } = new();

    /// <summary>API calls per key in a rolling hour. Default is 3500, Apple's documented figure.</summary>
    public int HourLimit { get; init; } = 3500;

    /// <summary>API calls per key in a rolling minute. Default is no such limit.</summary>
    public int? MinuteLimit { get; init; }

    /// <summary>Loopback port. Default is 0: the system chooses a free one.</summary>
    public int Port { get; init; }

    /// <summary>File that remembers the report requests across processes, written atomically. Default is memory only.</summary>
    public string? StateFile { get; init; }

    /// <summary>The clock of token expiry, URL expiry and quota, and of nothing else. Default is the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal int DelayDays(ReportAccess access) => access == ReportAccess.Ongoing ? FirstDataDelayDays : SnapshotDelayDays;

    internal int EffectiveRowsPerDate =>
        RowsPerDate ?? Math.Max(20, (int)Math.Round(80 * Math.Pow(Apps / 12.0, 1.95)));
}
