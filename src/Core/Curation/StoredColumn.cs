using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>A curated column whose values come from the file.</summary>
/// <param name="Header">The header as the catalogue has it, or as the file has it when the catalogue does not know it.</param>
/// <param name="Name">The curated name.</param>
/// <param name="Type">The curated type.</param>
/// <param name="Definition">The catalogue's entry; null for a column it does not know.</param>
internal sealed record StoredColumn(string Header, string Name, ColumnType Type, ReportColumn? Definition)
{
    public bool IsMeasure => Definition?.IsMeasure == true;

    public bool ValueRequired => Definition?.ValueRequired == true;
}
