namespace AppleAnalytics.Requests;

/// <summary>Input of <see cref="ReportRequestRegistry.Look"/>: a look at a one-time snapshot.</summary>
/// <param name="RequestId">Apple's id of the request.</param>
/// <param name="Read">Tables of which all it holds is in the lake, or that will not be waited for any longer.</param>
/// <param name="Unread">Tables that are wanted and not read to their end.</param>
/// <param name="Now">The time, UTC.</param>
public sealed record LookRequest(string RequestId, IReadOnlyList<string> Read, IReadOnlyList<string> Unread, DateTime Now);
