namespace AppleAnalytics.Coverage;

/// <summary>What is there and what is not.</summary>
public sealed record GapOutcome
{
    /// <summary>Dates by state, over all apps and tables; only states that occur.</summary>
    public required IReadOnlyDictionary<DateState, int> Dates { get; init; }

    /// <summary>The missed dates first, then those that are not ready; by table, app and date, at most <see cref="GapDetector.MostGaps"/>.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>Gaps beyond those listed.</summary>
    public int More { get; init; }
}
