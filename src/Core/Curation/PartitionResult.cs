using AppleAnalytics.Lake;

namespace AppleAnalytics.Curation;

/// <summary>What publishing one date did, and what the manifest holds of it.</summary>
/// <param name="State">What was done.</param>
/// <param name="Entry">The manifest's entry; null when superseded.</param>
/// <param name="ReplacedUnreadable">Whether what stood there was no readable partition file.</param>
public sealed record PartitionResult(PartitionState State, PartitionEntry? Entry, bool ReplacedUnreadable = false);
