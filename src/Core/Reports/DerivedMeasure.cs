namespace AppleAnalytics.Reports;

/// <summary>
/// A measure computed from one Apple measure: its value where the condition column holds one of the values, else 0,
/// so that a plain SUM over all rows is right.
/// </summary>
/// <param name="Name">The curated column's name.</param>
/// <param name="Source">The curated name of the measure it takes its value from.</param>
/// <param name="Condition">The curated name of the string column that decides.</param>
/// <param name="Values">The values that count, compared without regard to case (Apple: values are case-insensitive).</param>
/// <param name="Description">What it is, for the data dictionary.</param>
public sealed record DerivedMeasure(string Name, string Source, string Condition, IReadOnlyList<string> Values, string Description)
{
    /// <summary>Whether a SUM over rows is right. Default is true.</summary>
    public bool Summable { get; init; } = true;
}
