using System.Globalization;

namespace AppleAnalytics.Simulator.Data;

/// <summary>The reports of a request, in Apple's numbering.</summary>
internal static class ReportCatalogue
{
    public static readonly Report[] All = [.. Resource.Rows("reports.csv").Select(Parse)];

    /// <summary>Finds a report by its table name and granularity suffix, as in <c>installs_detailed_weekly</c>.</summary>
    public static bool TryTable(string table, out Report report, out Granularity granularity)
    {
        granularity = table.EndsWith("_weekly", StringComparison.Ordinal) ? Granularity.Weekly
            : table.EndsWith("_monthly", StringComparison.Ordinal) ? Granularity.Monthly : Granularity.Daily;
        var stem = granularity == Granularity.Daily ? table : table[..table.LastIndexOf('_')];
        report = Array.Find(All, candidate => candidate.Family != ReportFamily.None && candidate.Table == stem)!;
        return report is not null;
    }

    private static Report Parse(string[] row, int index)
    {
        var (family, detailed) = row[1] switch
        {
            "App Downloads Standard" => (ReportFamily.Downloads, false),
            "App Downloads Detailed" => (ReportFamily.Downloads, true),
            "App Store Discovery and Engagement Standard" => (ReportFamily.Engagement, false),
            "App Store Discovery and Engagement Detailed" => (ReportFamily.Engagement, true),
            "App Sessions Standard" => (ReportFamily.Sessions, false),
            "App Sessions Detailed" => (ReportFamily.Sessions, true),
            "App Store Installation and Deletion Standard" => (ReportFamily.Installs, false),
            "App Store Installation and Deletion Detailed" => (ReportFamily.Installs, true),
            "App Store Purchases Standard" => (ReportFamily.Purchases, false),
            "App Store Purchases Detailed" => (ReportFamily.Purchases, true),
            _ => (ReportFamily.None, false),
        };
        return new Report(index, int.Parse(row[0], CultureInfo.InvariantCulture), row[1], row[2], family, detailed);
    }
}
