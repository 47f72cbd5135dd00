namespace AppleAnalytics.Quality;

/// <summary>Every rule of the gate.</summary>
public static class QualityRules
{
    /// <summary>The name of the rule that an instance whose score is below <see cref="QualityThresholds.MinScore"/> breaks.</summary>
    public const string MinimumScore = "minimum-score";

    /// <summary>The rules in the order they are checked; the minimum score is judged after them.</summary>
    public static IReadOnlyList<QualityRule> All { get; } = [.. FileRules.All, .. DateRules.All, RestatementRule.Instance];
}
