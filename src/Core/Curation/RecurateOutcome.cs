namespace AppleAnalytics.Curation;

/// <summary>What rebuilding from raw did.</summary>
public sealed record RecurateOutcome
{
    /// <summary>Instances read again.</summary>
    public int Instances { get; init; }

    /// <summary>Partitions written.</summary>
    public int PartitionsPublished { get; init; }

    /// <summary>Partitions that stood right already.</summary>
    public int PartitionsUnchanged { get; init; }

    /// <summary>Why instances failed, a sentence each.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>Partitions that still stand from a delivery the pins rule out, because raw holds no other of the date.</summary>
    public IReadOnlyList<RuledOutPartition> RuledOut { get; init; } = [];
}
