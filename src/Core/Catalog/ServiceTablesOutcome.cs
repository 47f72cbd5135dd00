using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>What became of the tables about the data.</summary>
/// <param name="Files">Files written.</param>
/// <param name="Unchanged">Files that are what they were.</param>
public sealed record ServiceTablesOutcome(int Files, int Unchanged) : IUsesLake
{
    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;
}
