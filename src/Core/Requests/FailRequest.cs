using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>Input of <see cref="ReportRequestRegistry.Fail"/>: an attempt that gave no request.</summary>
/// <param name="Holder">The orchestration that tried.</param>
/// <param name="AccessType">The access type.</param>
/// <param name="State">How it ended; a deferral only gives the reservation back.</param>
/// <param name="Message">The sentence for the person who must act.</param>
/// <param name="Now">The time, UTC.</param>
public sealed record FailRequest(string Holder, AccessType AccessType, EnsureRequestState State, string Message, DateTime Now);
