using AppleAnalytics.Lake;

namespace AppleAnalytics.Catalog;

/// <summary>What became of starting a statement.</summary>
public sealed record StatementStart : IUsesLake
{
    /// <summary>Athena's id of the query; null when it was not started.</summary>
    public string? QueryId { get; init; }

    /// <summary>Whether Athena has too much to do and it may be started later.</summary>
    public bool Throttled { get; init; }

    /// <summary>Why it was not started, in a sentence; empty otherwise.</summary>
    public string Message { get; init; } = "";

    /// <summary>What it used of the lake.</summary>
    public LakeUsage Lake { get; init; } = LakeUsage.None;
}
