namespace AppleAnalytics.Curation;

/// <summary>A partition that stands from a delivery the pins rule out.</summary>
/// <param name="Table">Our table.</param>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="Date">The metric date.</param>
/// <param name="Vintage">The delivery.</param>
public sealed record RuledOutPartition(string Table, long AppId, DateOnly Date, Vintage Vintage);
