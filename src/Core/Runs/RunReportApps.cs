namespace AppleAnalytics.Runs;

/// <summary>The apps of a run.</summary>
/// <param name="Total">All apps planned.</param>
/// <param name="Succeeded">Apps of which nothing failed.</param>
/// <param name="Waiting">Succeeded apps for which Apple has made nothing yet.</param>
/// <param name="Late">Apps whose deadline passed.</param>
/// <param name="Failed">Apps of which something failed.</param>
/// <param name="Refused">Apps that Apple refuses to this key.</param>
/// <param name="List">One entry per app.</param>
public sealed record RunReportApps(int Total, int Succeeded, int Waiting, int Late, int Failed, int Refused, IReadOnlyList<RunReportApp> List);
