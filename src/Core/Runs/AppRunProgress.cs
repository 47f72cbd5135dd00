namespace AppleAnalytics.Runs;

/// <summary>What an app's run carries over when it continues as new, so that its history stays short.</summary>
/// <param name="Outcome">The counts so far.</param>
/// <param name="Tried">Instances that failed in this run and are not tried again by it.</param>
/// <param name="Executions">How often it has continued as new.</param>
public sealed record AppRunProgress(AppRunOutcome Outcome, IReadOnlyList<string> Tried, int Executions);
