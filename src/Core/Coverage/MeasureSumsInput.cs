namespace AppleAnalytics.Coverage;

/// <summary>What to add up.</summary>
/// <param name="AppIds">The apps.</param>
/// <param name="Tables">The tables.</param>
/// <param name="From">The first metric date.</param>
/// <param name="To">The last metric date.</param>
public sealed record MeasureSumsInput(IReadOnlyList<long> AppIds, IReadOnlyList<string> Tables, DateOnly From, DateOnly To);
