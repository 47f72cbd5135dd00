using AppleAnalytics.Curation;

namespace AppleAnalytics.Quality;

/// <summary>What stood published of a date when the audit compared with it.</summary>
/// <param name="Vintage">The delivery it stood from.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Sums">Its sums by measure.</param>
public sealed record QualityBaseline(Vintage Vintage, long Rows, IReadOnlyDictionary<string, decimal> Sums);
