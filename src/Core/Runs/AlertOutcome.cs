namespace AppleAnalytics.Runs;

/// <summary>What became of an alert.</summary>
/// <param name="Sent">Whether the webhook took it.</param>
/// <param name="Message">Why not, without the webhook's address; empty when sent.</param>
public sealed record AlertOutcome(bool Sent, string Message);
