using AppleAnalytics.Quality;

namespace AppleAnalytics.Runs;

/// <summary>One table of a run, over all apps.</summary>
public sealed record RunReportTable
{
    /// <summary>The table's name without prefix.</summary>
    public required string Table { get; init; }

    /// <summary>Apps worked on.</summary>
    public required int Apps { get; init; }

    /// <summary>Apps by state; only states that occur.</summary>
    public required IReadOnlyDictionary<string, int> States { get; init; }

    /// <summary>Instances worked on.</summary>
    public required int Instances { get; init; }

    /// <summary>Rows read.</summary>
    public required long RowsIn { get; init; }

    /// <summary>Rows in partitions that now hold their instance.</summary>
    public required long RowsPublished { get; init; }

    /// <summary>Rows of dates that a newer instance holds.</summary>
    public required long RowsSuperseded { get; init; }

    /// <summary>Rows that could not be typed.</summary>
    public required long RowsQuarantined { get; init; }

    /// <summary>Rows the quality gate kept out.</summary>
    public required long RowsBlocked { get; init; }

    /// <summary>Partitions written.</summary>
    public required int PartitionsPublished { get; init; }

    /// <summary>Partitions that already held the same bytes.</summary>
    public required int PartitionsUnchanged { get; init; }

    /// <summary>What the audits of its instances found, in numbers; null when nothing was audited.</summary>
    public QualitySummary? Quality { get; init; }

    /// <summary>What was noticed, in a few distinct sentences.</summary>
    public required IReadOnlyList<string> Findings { get; init; }
}
