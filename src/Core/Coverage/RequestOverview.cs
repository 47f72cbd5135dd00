using AppleAnalytics.Requests;

namespace AppleAnalytics.Coverage;

/// <summary>Every app's report requests, and what was counted.</summary>
/// <param name="Requests">One entry per app and access type that was ever tried.</param>
/// <param name="Counters">The sum over all apps since the first run.</param>
public sealed record RequestOverview(IReadOnlyList<RequestEntry> Requests, RequestCounters Counters);
