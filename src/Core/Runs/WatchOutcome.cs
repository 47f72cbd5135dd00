namespace AppleAnalytics.Runs;

/// <summary>What the watch found.</summary>
/// <param name="Findings">What is wrong, in sentences; empty when all is well.</param>
/// <param name="Alerted">Whether an alert was sent for it now.</param>
public sealed record WatchOutcome(IReadOnlyList<string> Findings, bool Alerted);
