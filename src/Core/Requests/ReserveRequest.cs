using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>Input of <see cref="ReportRequestRegistry.Reserve"/>.</summary>
/// <param name="Holder">The orchestration that asks, by instance id; the same holder gets the same answer.</param>
/// <param name="AccessType">The access type wanted.</param>
/// <param name="Now">The time, UTC.</param>
/// <param name="Renew">Whether a further one-time snapshot is wanted once Apple allows one, a month after the last. Default is false.</param>
public sealed record ReserveRequest(string Holder, AccessType AccessType, DateTime Now, bool Renew = false);
