using System.Globalization;

namespace AppleAnalytics.Quality;

/// <summary>Every rule of the gate.</summary>
public static class QualityRules
{
    static readonly QualityRule MinimumScore = new()
    {
        Name = "minimum-score",
        Dimension = QualityDimension.Integrity,
        Severity = QualitySeverity.Critical,
        Why = "Much that is small alone may be too much together; its findings are of the dimension with the lowest score.",
        Look = audit =>
        {
            var (score, lowest) = (QualityScores.Overall(audit.Scores), audit.Scores.MinBy(s => s.Value));
            return score >= audit.Thresholds.MinScore
                ? []
                : [new(null, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The score is {score:0.####}, below the {audit.Thresholds.MinScore:0.####} of Quality__MinScore; the lowest dimension is {lowest.Key} with {lowest.Value:0.####}."), lowest.Key)];
        },
    };

    /// <summary>The rules in the order they are checked.</summary>
    public static IReadOnlyList<QualityRule> All { get; } = [.. FileRules.All, .. DateRules.All, RestatementRule.Instance, MinimumScore];
}
