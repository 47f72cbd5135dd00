namespace AppleAnalytics.Catalog;

/// <summary>One table as it is and as it has to be.</summary>
public sealed record SchemaReportTable
{
    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>How it stands.</summary>
    public required SchemaState State { get; init; }

    /// <summary>How it differs, in words.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>What is worth knowing and wrong in no query.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The columns it has to have.</summary>
    public required IReadOnlyList<SchemaColumn> Columns { get; init; }

    /// <summary>The partition keys it has to have.</summary>
    public required IReadOnlyList<SchemaColumn> PartitionKeys { get; init; }
}
