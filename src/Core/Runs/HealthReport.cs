namespace AppleAnalytics.Runs;

/// <summary>Whether the app can work: the answer of <c>GET /api/health</c>, which anyone may read, so it names no place and no key.</summary>
/// <param name="Healthy">Whether lake and key can be used.</param>
/// <param name="Lake">What is wrong with the lake, or <c>ok</c>.</param>
/// <param name="Key">What is wrong with the App Store Connect key, or <c>ok</c>.</param>
/// <param name="LastRun">The run that ended last, or null when none has.</param>
/// <param name="LastRunState">How it ended.</param>
/// <param name="LastRunEndedAt">When it ended.</param>
public sealed record HealthReport(bool Healthy, string Lake, string Key, string? LastRun, RunState? LastRunState, DateTimeOffset? LastRunEndedAt);
