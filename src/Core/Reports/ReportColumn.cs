namespace AppleAnalytics.Reports;

/// <summary>One column of an Apple report and the curated column it becomes.</summary>
/// <param name="Header">Apple's header text, matched whole and without regard to case.</param>
/// <param name="Name">The curated column's name.</param>
/// <param name="Type">The curated column's type.</param>
/// <param name="Description">What it is, for the data dictionary and the table's column comment.</param>
public sealed record ReportColumn(string Header, string Name, ColumnType Type, string Description)
{
    /// <summary>Whether an instance without this column fails. Default is true; false where Apple added, renamed or dropped the column.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether an instance without this column is reported as drift, when it does not fail anyway. Default is true.</summary>
    public bool Expected { get; init; } = true;

    /// <summary>Whether the column is a measure, that is, a number and not an identifier. Default is false.</summary>
    public bool IsMeasure { get; init; }

    /// <summary>Whether a SUM over rows is right. Default is false; unique counts may never be summed.</summary>
    public bool Summable { get; init; }

    /// <summary>Whether an empty field is a bad row. Default is false.</summary>
    public bool ValueRequired { get; init; }

    /// <summary>
    /// Whether Apple fills the column in nearly every row, so that many empty fields are worth a look. Default is false: most
    /// dimensions are empty where they do not apply. Measures are always looked at.
    /// </summary>
    public bool UsuallyFilled { get; init; }

    /// <summary>For an amount the curated name of the measure that counts what was paid for. Default is none.</summary>
    public string? PaidFor { get; init; }

    /// <summary>Other header texts Apple has used for the same column. Default is none.</summary>
    public IReadOnlyList<string> OtherHeaders { get; init; } = [];

    /// <summary>The unit, for the data dictionary, such as "seconds" or "USD". Default is empty.</summary>
    public string Unit { get; init; } = "";
}
