using AppleAnalytics.Apple;

namespace AppleAnalytics.Functions.Entities;

/// <summary>Input of <see cref="AppleQuota.Report"/>.</summary>
/// <param name="Holder">Who reserved.</param>
/// <param name="Usage">What was used, with Apple's last header reading.</param>
/// <param name="PausedUntil">When Apple takes calls again after a 429, or null.</param>
/// <param name="Now">The time.</param>
public sealed record QuotaReport(string Holder, ApiUsage Usage, DateTimeOffset? PausedUntil, DateTimeOffset Now);
