using AppleAnalytics.Quality;

namespace AppleAnalytics.Runs;

/// <summary>What became of one table of one app in a run: counts, never lists of partitions.</summary>
public sealed record TableOutcome
{
    /// <summary>The table's name without prefix.</summary>
    public required string Table { get; init; }

    /// <summary>The heaviest state met.</summary>
    public TableState State { get; init; }

    /// <summary>Instances worked on.</summary>
    public int Instances { get; init; }

    /// <summary>Rows read; equals published, superseded, quarantined and blocked together.</summary>
    public long RowsIn { get; init; }

    /// <summary>Rows in partitions that now hold their instance, rewritten or already equal.</summary>
    public long RowsPublished { get; init; }

    /// <summary>Rows of dates that a newer instance holds.</summary>
    public long RowsSuperseded { get; init; }

    /// <summary>Rows that could not be typed.</summary>
    public long RowsQuarantined { get; init; }

    /// <summary>Rows the quality gate kept out; they wait in raw, and the previous partitions stand.</summary>
    public long RowsBlocked { get; init; }

    /// <summary>Partitions written.</summary>
    public int PartitionsPublished { get; init; }

    /// <summary>Partitions that already held the same bytes.</summary>
    public int PartitionsUnchanged { get; init; }

    /// <summary>What the audits found, in numbers; null when nothing was audited.</summary>
    public QualitySummary? Quality { get; init; }

    /// <summary>What was noticed, in a few distinct sentences.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>How headers differed from the catalogue, in plain words.</summary>
    public IReadOnlyList<string> Drift { get; init; } = [];
}
