namespace AppleAnalytics.Functions.Entities;

/// <summary>Input of <see cref="AppleQuota.Reserve"/>.</summary>
/// <param name="Holder">Who asks.</param>
/// <param name="Calls">How many calls, from 1.</param>
/// <param name="Now">The time.</param>
public sealed record QuotaReservation(string Holder, int Calls, DateTimeOffset Now);
