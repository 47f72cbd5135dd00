using AppleAnalytics.Quality;

namespace AppleAnalytics.Runs;

/// <summary>Everything orchestrators need to know of a run; they read no settings, so that a replay decides the same.</summary>
public sealed record RunPlan
{
    /// <summary>What was asked for.</summary>
    public required RunRequest Request { get; init; }

    /// <summary>The apps to work on, by id.</summary>
    public required IReadOnlyList<PlannedApp> Apps { get; init; }

    /// <summary>The report-fed tables to work on.</summary>
    public required IReadOnlyList<PlannedTable> Tables { get; init; }

    /// <summary>Whether customer reviews are fetched.</summary>
    public required bool Reviews { get; init; }

    /// <summary>Whether apps the registry sees for the first time get a one-time snapshot too (<c>Apple__HistoryOnFirstRun</c>).</summary>
    public required bool HistoryOnFirstRun { get; init; }

    /// <summary>What was asked for and cannot be had.</summary>
    public IReadOnlyList<UnavailableDates> Unavailable { get; init; } = [];

    /// <summary>Apps that were asked for and that the key does not see; everything else goes on without them.</summary>
    public IReadOnlyList<RunFailure> Failures { get; init; } = [];

    /// <summary>The quality gate's limits.</summary>
    public required QualityThresholds Thresholds { get; init; }

    /// <summary>Hours after which what Apple listed must be settled.</summary>
    public required double FreshnessSlaHours { get; init; }

    /// <summary>The entity key of the quota: one per API key.</summary>
    public required string QuotaKey { get; init; }

    /// <summary>How many apps are worked on at once.</summary>
    public int AppsAtOnce { get; init; } = 8;

    /// <summary>How long one app may take before it counts as late. Default is 6 hours.</summary>
    public TimeSpan AppDeadline { get; init; } = TimeSpan.FromHours(6);
}
