using AppleAnalytics.Catalog;
using AppleAnalytics.Coverage;
using AppleAnalytics.Lake;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Runs;

/// <summary>What a run did, for people and for programs: <c>runs/{runId}.json</c>, camelCase. Names do not change; new ones may come.</summary>
public sealed record RunReport
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>Why it was started.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The day it acted as.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The first metric date asked for, or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last metric date asked for, or null.</summary>
    public DateOnly? To { get; init; }

    /// <summary>How it ended.</summary>
    public required RunState State { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its work was done, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Seconds from begin to end.</summary>
    public double Seconds => Math.Round((EndedAt - StartedAt).TotalSeconds, 3);

    /// <summary>Apps by state.</summary>
    public required RunReportApps Apps { get; init; }

    /// <summary>One entry per table.</summary>
    public required IReadOnlyList<RunReportTable> Tables { get; init; }

    /// <summary>Whether every row read is accounted for.</summary>
    public required RowConservation Rows { get; init; }

    /// <summary>What the run cost at Apple.</summary>
    public required RunReportApi Api { get; init; }

    /// <summary>What the run used of the lake. What is written after it was added up, the report itself, is missing, and so are the rare copies of registries.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;

    /// <summary>What happened to report requests.</summary>
    public required RequestCounters Requests { get; init; }

    /// <summary>What became of the partitions to register, or null when it was not reached.</summary>
    public RegisterOutcome? Registration { get; init; }

    /// <summary>How new the data are, or null when it was not reached.</summary>
    public FreshnessOutcome? Freshness { get; init; }

    /// <summary>How Apple's headers differ from the catalogue, once per table, in plain words.</summary>
    public required IReadOnlyList<string> Drift { get; init; }

    /// <summary>Which dates of a backfill's range are there, which are not and why; null for other runs.</summary>
    public GapOutcome? Gaps { get; init; }

    /// <summary>What replacing dates by snapshots did to the sums of the range; empty for runs that replace nothing.</summary>
    public IReadOnlyList<ReplacedSum> Replaced { get; init; } = [];

    /// <summary>Dates that were asked for and cannot be had.</summary>
    public required IReadOnlyList<UnavailableDates> Unavailable { get; init; }

    /// <summary>What went wrong, and what to do.</summary>
    public required IReadOnlyList<RunFailure> Failures { get; init; }

    /// <summary>Whether a person must act.</summary>
    public bool NeedsPerson => Failures.Any(f => f.NeedsPerson);
}
