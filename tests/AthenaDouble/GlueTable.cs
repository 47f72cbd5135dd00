namespace AppleAnalytics.AthenaDouble;

/// <summary>A column as Glue keeps it.</summary>
public sealed record GlueColumn(string Name, string Type, string Comment);

/// <summary>A table as Glue keeps it, with its partitions by their values.</summary>
public sealed class GlueTable
{
    public required string Name { get; init; }

    public required List<GlueColumn> Columns { get; init; }

    public required List<GlueColumn> PartitionKeys { get; init; }

    public required Dictionary<string, string> Parameters { get; init; }

    public string TableType { get; init; } = "EXTERNAL_TABLE";

    /// <summary>Locations by the values of the partition keys, joined with slashes.</summary>
    public SortedDictionary<string, string> Partitions { get; } = new(StringComparer.Ordinal);

    public bool IsProjected => Parameters.GetValueOrDefault("projection.enabled") == "true";
}
