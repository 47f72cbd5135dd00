namespace AppleAnalytics.Quality;

/// <summary>What the audits of one or more instances found, in numbers.</summary>
public sealed record QualitySummary
{
    /// <summary>Instances audited.</summary>
    public int Instances { get; init; }

    /// <summary>The lowest score among them, 0 to 1.</summary>
    public double LowestScore { get; init; } = 1;

    /// <summary>Findings worth knowing.</summary>
    public int Warnings { get; init; }

    /// <summary>Findings that are likely wrong figures, published.</summary>
    public int Errors { get; init; }

    /// <summary>Findings that kept a date or an instance out.</summary>
    public int Criticals { get; init; }

    /// <summary>Findings by the rule's name; only rules that found something.</summary>
    public IReadOnlyDictionary<string, int> Rules { get; init; } = new Dictionary<string, int>();

    /// <summary>The summary of one audit.</summary>
    public static QualitySummary Of(QualityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new()
        {
            Instances = 1,
            LowestScore = report.Score,
            Warnings = report.Findings.Count(f => f.Severity == QualitySeverity.Warning),
            Errors = report.Findings.Count(f => f.Severity == QualitySeverity.Error),
            Criticals = report.Findings.Count(f => f.Severity == QualitySeverity.Critical),
            Rules = ByName(report.Findings.GroupBy(f => f.Rule).Select(g => KeyValuePair.Create(g.Key, g.Count()))),
        };
    }

    /// <summary>Both together; null stands for nothing audited.</summary>
    public static QualitySummary? Sum(QualitySummary? a, QualitySummary? b) => (a, b) switch
    {
        (null, _) => b,
        (_, null) => a,
        _ => new()
        {
            Instances = a.Instances + b.Instances,
            LowestScore = Math.Min(a.LowestScore, b.LowestScore),
            Warnings = a.Warnings + b.Warnings,
            Errors = a.Errors + b.Errors,
            Criticals = a.Criticals + b.Criticals,
            Rules = ByName(a.Rules.Concat(b.Rules).GroupBy(r => r.Key).Select(g => KeyValuePair.Create(g.Key, g.Sum(r => r.Value)))),
        },
    };

    static SortedDictionary<string, int> ByName(IEnumerable<KeyValuePair<string, int>> rules) => new(rules.ToDictionary(), StringComparer.Ordinal);
}
