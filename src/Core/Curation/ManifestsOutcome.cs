namespace AppleAnalytics.Curation;

/// <summary>What making the manifests of a table again did.</summary>
/// <param name="Manifests">Manifests looked at.</param>
/// <param name="Rewritten">Those that were wrong, damaged or missing.</param>
/// <param name="Unreadable">Keys of partitions that are no readable partition file, ascending.</param>
public sealed record ManifestsOutcome(int Manifests, int Rewritten, IReadOnlyList<string> Unreadable);
