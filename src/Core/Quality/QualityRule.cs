namespace AppleAnalytics.Quality;

/// <summary>One named rule of the gate.</summary>
public sealed class QualityRule
{
    /// <summary>The rule's name, such as <c>reject-limit</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The dimension it belongs to.</summary>
    public required QualityDimension Dimension { get; init; }

    /// <summary>How bad its findings are, where the check does not say otherwise.</summary>
    public required QualitySeverity Severity { get; init; }

    /// <summary>Why the rule is there.</summary>
    public required string Why { get; init; }

    internal Func<QualityAudit, IEnumerable<Observation>> Look { get; init; } = _ => [];

    /// <summary>What the rule finds.</summary>
    public IEnumerable<QualityFinding> Check(QualityAudit audit) =>
        Look(audit).Select(o => new QualityFinding(Name, Dimension, o.Severity ?? Severity, o.Date, o.Message));

    /// <summary>What a check saw, before it is a finding.</summary>
    internal sealed record Observation(DateOnly? Date, string Message, QualitySeverity? Severity = null);
}
