namespace AppleAnalytics.Quality;

/// <summary>One named rule of the gate.</summary>
public sealed class QualityRule
{
    /// <summary>The rule's name, such as <c>reject-limit</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The dimension it belongs to.</summary>
    public required QualityDimension Dimension { get; init; }

    /// <summary>How bad its findings are; one step worse in strict mode.</summary>
    public required QualitySeverity Severity { get; init; }

    /// <summary>Why the rule is there.</summary>
    public required string Why { get; init; }

    internal Func<QualityAudit, IEnumerable<Observation>> Look { get; init; } = _ => [];

    /// <summary>What the rule finds.</summary>
    public IEnumerable<QualityFinding> Check(QualityAudit audit) =>
        Look(audit).Select(o => new QualityFinding(Name, o.Dimension ?? Dimension, Raised(audit), o.Date, o.Message));

    /// <summary>What a check saw, before it is a finding.</summary>
    internal sealed record Observation(DateOnly? Date, string Message, QualityDimension? Dimension = null);

    QualitySeverity Raised(QualityAudit audit) =>
        audit.Thresholds.Strict && Severity < QualitySeverity.Critical ? Severity + 1 : Severity;
}
