using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>Input of <see cref="ReportRequestRegistry.Confirm"/>: a request that is there.</summary>
/// <param name="Holder">The orchestration that ensured it.</param>
/// <param name="AccessType">The access type.</param>
/// <param name="RequestId">Apple's id of the request.</param>
/// <param name="State">How it came to be: existing, created, adopted or recreated.</param>
/// <param name="DuplicatePrevented">Whether Apple answered a creation with "already exists".</param>
/// <param name="Now">The time, UTC.</param>
public sealed record ConfirmRequest(string Holder, AccessType AccessType, string RequestId, EnsureRequestState State, bool DuplicatePrevented, DateTime Now);
