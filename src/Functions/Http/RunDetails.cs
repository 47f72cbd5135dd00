using AppleAnalytics.Runs;

namespace AppleAnalytics.Functions.Http;

/// <summary>One run as <c>GET /api/runs/{id}</c> shows it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Error">Why the orchestration failed, or null.</param>
/// <param name="Report">The run report, or null while there is none.</param>
public sealed record RunDetails(RunEntry Run, string? Error, RunReport? Report);
