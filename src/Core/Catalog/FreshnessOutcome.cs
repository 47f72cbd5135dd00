using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>The two answers of freshness: does the pipeline keep up, and is the data as new as Apple lets it be.</summary>
public sealed record FreshnessOutcome : IUsesLake
{
    /// <summary>Whether both answers are yes for every table.</summary>
    public required bool Fresh { get; init; }

    /// <summary>One answer per table, in the order asked.</summary>
    public IReadOnlyList<TableFreshness> Tables { get; init; } = [];

    /// <summary>A sentence for the person who reads the run report; empty when everything is fresh.</summary>
    public string Message { get; init; } = "";

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;
}
