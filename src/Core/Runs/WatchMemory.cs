namespace AppleAnalytics.Runs;

/// <summary>What the watch alerted about last, so that it does not say the same every hour.</summary>
/// <param name="Findings">The sentences.</param>
/// <param name="AlertedAt">When.</param>
public sealed record WatchMemory(IReadOnlyList<string> Findings, DateTimeOffset AlertedAt);
