using AppleAnalytics.Curation;

namespace AppleAnalytics.Lake;

/// <summary>
/// One delivery that lacked dates it should have held. Kept in the manifest so that a partition is known to be unconfirmed
/// in whatever order deliveries arrive.
/// </summary>
/// <param name="Vintage">The delivery.</param>
/// <param name="Lacks">Ranges of dates it lacked, ascending.</param>
public sealed record DeliveryEntry(Vintage Vintage, IReadOnlyList<DateRange> Lacks);
