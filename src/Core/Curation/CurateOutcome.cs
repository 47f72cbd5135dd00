using AppleAnalytics.Lake;
using AppleAnalytics.Quality;

namespace AppleAnalytics.Curation;

/// <summary>
/// What curating an instance did. Rows are conserved:
/// <c>RowsIn = RowsPublished + RowsSuperseded + RowsQuarantined + RowsBlocked</c>.
/// </summary>
public sealed record CurateOutcome : IUsesLake
{
    /// <summary>What became of the instance; never <see cref="InstanceOutcome.Listed"/>.</summary>
    public required InstanceOutcome State { get; init; }

    /// <summary>Data rows of the instance.</summary>
    public long RowsIn { get; init; }

    /// <summary>Rows that now stand in partitions from this instance.</summary>
    public long RowsPublished { get; init; }

    /// <summary>Rows of dates that a newer vintage or a pin holds.</summary>
    public long RowsSuperseded { get; init; }

    /// <summary>Rows that could not be typed and are under <c>quarantine/</c>.</summary>
    public long RowsQuarantined { get; init; }

    /// <summary>Rows the gate kept out; they wait in raw, and the previous partitions stand.</summary>
    public long RowsBlocked { get; init; }

    /// <summary>Partitions written.</summary>
    public int PartitionsPublished { get; init; }

    /// <summary>Partitions that stood from this instance already.</summary>
    public int PartitionsUnchanged { get; init; }

    /// <summary>Published partitions this delivery should have held and did not; they stand, unconfirmed.</summary>
    public int PartitionsUnconfirmed { get; init; }

    /// <summary>What the audit found, in numbers; null when nothing was audited.</summary>
    public QualitySummary? Quality { get; init; }

    /// <summary>What the audit found, worst first, at most five: the rule's name, a colon, a sentence.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>How the headers differ from the catalogue, in plain words.</summary>
    public IReadOnlyList<string> Drift { get; init; } = [];

    /// <summary>A sentence for the person who reads the run report; empty when there is nothing to say.</summary>
    public string Message { get; init; } = "";

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;
}
