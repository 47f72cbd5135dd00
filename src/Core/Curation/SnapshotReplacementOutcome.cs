namespace AppleAnalytics.Curation;

/// <summary>Outcome of <see cref="SnapshotReplacement"/>.</summary>
/// <param name="Pins">The names of the pins that stand for it.</param>
public sealed record SnapshotReplacementOutcome(IReadOnlyList<string> Pins);
