namespace AppleAnalytics.Quality;

/// <summary>One date of an audited instance.</summary>
public sealed record AuditedDate
{
    /// <summary>The metric date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Rows of the date.</summary>
    public required long Rows { get; init; }

    /// <summary>Sums by measure.</summary>
    public required IReadOnlyDictionary<string, decimal> Sums { get; init; }

    /// <summary>Whether a finding about the date keeps it out.</summary>
    public required bool Blocked { get; init; }

    /// <summary>What it was compared with; null when nothing stood published.</summary>
    public QualityBaseline? ComparedWith { get; init; }
}
