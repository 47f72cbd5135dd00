namespace AppleAnalytics.Coverage;

/// <summary>Sums of what is published, exact.</summary>
/// <param name="Sums">By table and measure, joined by a dot, such as <c>downloads.counts</c>; <c>rows</c> is a measure too.</param>
public sealed record MeasureSumsOutcome(IReadOnlyDictionary<string, decimal> Sums);
