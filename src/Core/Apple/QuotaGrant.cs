namespace AppleAnalytics.Apple;

/// <summary>Calls granted to one holder.</summary>
/// <param name="Calls">How many.</param>
/// <param name="StartAt">When they may start; now, or as much later as the budget asks for.</param>
public sealed record QuotaGrant(int Calls, DateTimeOffset StartAt);
