namespace AppleAnalytics.Catalog;

/// <summary>What a statement does.</summary>
public enum StatementKind
{
    /// <summary>Makes the database or a table, or changes one.</summary>
    Declare,

    /// <summary>Adds partitions.</summary>
    Register,

    /// <summary>Takes away partitions that are not in the lake.</summary>
    Unregister,

    /// <summary>Counts rows by partition, to compare with the manifests.</summary>
    CountRows,

    /// <summary>Counts partitions by date, to compare with the manifests.</summary>
    CountPartitions,

    /// <summary>Lists the partitions of the dates that differ.</summary>
    ListPartitions,
}
