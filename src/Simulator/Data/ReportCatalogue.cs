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
        var detailed = row[1].EndsWith(" Detailed", StringComparison.Ordinal);
        var family = row[1] switch
        {
            "App Downloads Standard" or "App Downloads Detailed" => ReportFamily.Downloads,
            "App Store Discovery and Engagement Standard" or "App Store Discovery and Engagement Detailed" => ReportFamily.Engagement,
            "App Sessions Standard" or "App Sessions Detailed" => ReportFamily.Sessions,
            "App Store Installation and Deletion Standard" or "App Store Installation and Deletion Detailed" => ReportFamily.Installs,
            "App Store Purchases Standard" or "App Store Purchases Detailed" => ReportFamily.Purchases,
            "App Store Pre-Orders Standard" or "App Store Pre-Orders Detailed" => ReportFamily.PreOrders,
            "App Crashes" => ReportFamily.Crashes,
            "App Store Web Preview Engagement Standard" or "App Store Web Preview Engagement Detailed" => ReportFamily.WebPreview,
            "App Clip Usage Standard" or "App Clip Usage Detailed" => ReportFamily.AppClips,
            "App Opt In" => ReportFamily.OptIn,
            "App Store Subscription Event Report Standard" or "App Store Subscription Event Report Detailed" => ReportFamily.SubscriptionEvents,
            "App Store Subscription State Report Standard" or "App Store Subscription State Report Detailed" => ReportFamily.SubscriptionState,
            _ => ReportFamily.None,
        };
        return new Report(index, int.Parse(row[0], CultureInfo.InvariantCulture), row[1], row[2], family, detailed);
    }
}
