namespace AppleAnalytics.Catalog;

/// <summary>What to judge the freshness of.</summary>
/// <param name="AppIds">The apps.</param>
/// <param name="Tables">The tables; reviews are not judged, because an app need not get any.</param>
/// <param name="Now">The time to judge at.</param>
/// <param name="SlaHours">Hours after which what Apple listed must be settled.</param>
public sealed record FreshnessInput(IReadOnlyList<long> AppIds, IReadOnlyList<string> Tables, DateTimeOffset Now, double SlaHours);
