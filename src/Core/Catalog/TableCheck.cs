namespace AppleAnalytics.Catalog;

/// <summary>One table as Athena counts it, compared with the lake's manifests.</summary>
public sealed record TableCheck
{
    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>The first date compared.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last date compared.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Partitions with rows in Athena.</summary>
    public required int Partitions { get; init; }

    /// <summary>Rows in Athena.</summary>
    public required long Rows { get; init; }

    /// <summary>The newest of the dates in Athena; null when there is none.</summary>
    public DateOnly? NewestDate { get; init; }

    /// <summary>Partitions of the lake that Athena does not show.</summary>
    public int Missing { get; init; }

    /// <summary>Partitions whose rows Athena counts otherwise than the manifests.</summary>
    public int Different { get; init; }
}
