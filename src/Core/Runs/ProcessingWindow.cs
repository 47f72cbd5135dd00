using System.Globalization;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Runs;

/// <summary>
/// Turns metric dates into processing dates. A daily instance of processing date P holds the dates P-1 back to P minus the table's
/// completeness (Apple, "Data Completeness and Corrections"), so date D stands in the instances D+1 to D plus completeness.
/// </summary>
public static class ProcessingWindow
{
    /// <summary>Days after which Apple deletes an instance.</summary>
    public const int RetentionDays = 35;

    /// <summary>Which processing dates of a table cover a range of metric dates, and which dates of the range cannot be had.</summary>
    /// <param name="table">The table.</param>
    /// <param name="from">The first metric date wanted, or null for everything.</param>
    /// <param name="to">The last metric date wanted, or null for everything.</param>
    /// <param name="today">The day to act as.</param>
    /// <param name="snapshot">Whether a one-time snapshot is read too, which holds the whole history.</param>
    public static (PlannedTable Table, IReadOnlyList<UnavailableDates> Unavailable) Of(
        TableDefinition table, DateOnly? from, DateOnly? to, DateOnly today, bool snapshot)
    {
        ArgumentNullException.ThrowIfNull(table);
        var unavailable = new List<UnavailableDates>();
        if (from is { } first && to is { } last)
        {
            void Missing(DateOnly start, DateOnly end, string reason)
            {
                var (a, b) = (Max(start, first), Min(end, last));
                if (a <= b)
                {
                    unavailable.Add(new(table.Name, a, b, reason));
                }
            }

            var oldest = today.AddDays(-RetentionDays - table.CompleteAfterDays);
            Missing(
                DateOnly.MinValue,
                table.HistoryStart.AddDays(-1),
                string.Create(CultureInfo.InvariantCulture, $"Apple's report '{table.Report}' begins on {table.HistoryStart:yyyy-MM-dd}."));
            if (!snapshot)
            {
                Missing(
                    table.HistoryStart,
                    oldest.AddDays(-1),
                    $"Apple deletes daily instances after {RetentionDays} days; what the lake does not hold yet comes only from a one-time snapshot (`backfill --snapshot`, or snapshot: true over HTTP).");
            }

            Missing(today, DateOnly.MaxValue, "Apple delivers a date on the next day at the earliest.");
        }

        return (new(table.Name, from?.AddDays(1), to?.AddDays(table.CompleteAfterDays)), unavailable);
    }

    static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}
