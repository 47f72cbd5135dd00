using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>What the lake holds.</summary>
public sealed record LakeStatusReport
{
    /// <summary>The apps seen so far, by id.</summary>
    public required IReadOnlyList<KnownApp> Apps { get; init; }

    /// <summary>One entry per table, also for tables without data.</summary>
    public required IReadOnlyList<TableStatus> Tables { get; init; }

    /// <summary>Pins and exclusions in force.</summary>
    public required IReadOnlyList<Pin> Pins { get; init; }
}
