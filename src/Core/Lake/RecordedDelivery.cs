using AppleAnalytics.Curation;

namespace AppleAnalytics.Lake;

/// <summary>What a manifest is to take in of one delivery.</summary>
/// <param name="Vintage">The delivery.</param>
/// <param name="Published">The partitions that now stand from it.</param>
/// <param name="Lacks">Dates it should have held and did not.</param>
/// <param name="Pins">Pins and exclusions: what they rule out gives way to what they allow.</param>
internal sealed record RecordedDelivery(
    Vintage Vintage, IReadOnlyDictionary<DateOnly, PartitionEntry> Published, IReadOnlyList<DateRange> Lacks, PinSet Pins);
