namespace AppleAnalytics.Requests;

/// <summary>Input of <see cref="ReportRequestRegistry.Deliver"/>: a request whose instances Apple lists.</summary>
/// <param name="RequestId">Apple's id of the request.</param>
/// <param name="Now">The time, UTC.</param>
public sealed record DeliverRequest(string RequestId, DateTime Now);
