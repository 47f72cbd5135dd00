namespace AppleAnalytics.Requests;

/// <summary>Input of <see cref="ReportRequestRegistry.Retire"/>: a request Apple does not know any more.</summary>
/// <param name="RequestId">Apple's id of the request.</param>
/// <param name="Now">The time, UTC.</param>
public sealed record RetireRequest(string RequestId, DateTime Now);
