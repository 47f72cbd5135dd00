namespace AppleAnalytics.Curation;

/// <summary>Which dates one-time snapshots may replace.</summary>
/// <param name="RunId">The run that was told to; names the pins, so that running it again sets the same ones.</param>
/// <param name="AppIds">The apps; none named means all.</param>
/// <param name="Tables">The tables.</param>
/// <param name="From">The first metric date.</param>
/// <param name="To">The last metric date.</param>
/// <param name="Today">The day to act as, UTC.</param>
public sealed record SnapshotReplacementInput(
    string RunId, IReadOnlyList<long> AppIds, IReadOnlyList<string> Tables, DateOnly From, DateOnly To, DateOnly Today);
