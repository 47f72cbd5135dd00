using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// The dates an instance should hold: a daily instance of processing date P holds the dates from P minus the days to
/// completeness up to P-1 (Apple, "Data Completeness and Corrections"; seen on real files). Corrections may reach further back.
/// </summary>
public static class DeliveryWindow
{
    /// <summary>
    /// Days before the processing date that corrections usually reach back. Apple says no more than that they may go beyond the days to
    /// completeness; it keeps an instance itself for 35 days.
    /// </summary>
    public const int CorrectionDays = 35;

    /// <summary>The first and the last date of the window; null where Apple promises none (snapshots, weekly and monthly reports).</summary>
    public static (DateOnly From, DateOnly To)? Of(TableDefinition table, Vintage vintage)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(vintage);
        return table.Granularity == Granularity.Daily && vintage.AccessType == AccessType.Ongoing
            ? (vintage.ProcessingDate.AddDays(-table.CompleteAfterDays), vintage.ProcessingDate.AddDays(-1))
            : null;
    }

    /// <summary>Whether Apple calls a date complete in an instance of that processing date.</summary>
    public static bool IsComplete(TableDefinition table, DateOnly date, Vintage vintage)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(vintage);
        return vintage.ProcessingDate >= date.AddDays(table.CompleteAfterDays);
    }
}
