using AppleAnalytics.Quality;

namespace AppleAnalytics.Curation;

/// <summary>What to rebuild from raw.</summary>
public sealed record RecurateInput
{
    /// <summary>The tables.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>The apps; null for every app that has landed.</summary>
    public IReadOnlyList<long>? Apps { get; init; }

    /// <summary>The first metric date.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last metric date.</summary>
    public required DateOnly To { get; init; }

    /// <summary>When the gate blocks.</summary>
    public required QualityThresholds Thresholds { get; init; }

    /// <summary>The day to act as, UTC.</summary>
    public required DateOnly Today { get; init; }
}
