namespace AppleAnalytics.Requests;

/// <summary>Input of <see cref="ReportRequestRegistry.Finish"/>: a one-time snapshot that needs no further look.</summary>
/// <param name="RequestId">Apple's id of the request.</param>
/// <param name="Now">The time, UTC.</param>
public sealed record FinishRequest(string RequestId, DateTime Now);
