using AppleAnalytics.Catalog;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using Spectre.Console;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>The table at the end of a run: what arrived per table, and what it cost.</summary>
internal static class ResultTable
{
    /// <summary>Shows one run, or several that belong together: what they did, summed up, and how the lake stands now.</summary>
    /// <param name="screen">Where to show it.</param>
    /// <param name="reports">The reports, oldest first; at least one.</param>
    /// <param name="status">The lake after the last of them.</param>
    /// <param name="elapsed">Wall time of all of them.</param>
    public static void Show(Screen screen, IReadOnlyList<RunReport> reports, LakeStatusReport status, TimeSpan elapsed)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("table");
        foreach (var heading in new[] { "apps", "instances", "rows", "superseded", "quarantined", "partitions", "rows in lake", "newest date" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        var rows = reports.SelectMany(r => r.Tables).GroupBy(t => t.Table)
            .OrderBy(g => Order(g.Key)).Select(g => new Sum(g.Key, [.. g])).ToList();
        TableStatus? Lake(string name) => status.Tables.FirstOrDefault(t => t.Table == name);
        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Table),
                Amounts.Count(row.Entries.Max(t => t.Apps)),
                Amounts.Count(row.Entries.Sum(t => (long)t.Instances)),
                Amounts.Count(row.Entries.Sum(t => t.RowsPublished)),
                Amounts.Count(row.Entries.Sum(t => t.RowsSuperseded)),
                Amounts.Count(row.Entries.Sum(t => t.RowsQuarantined)),
                Amounts.Count(row.Entries.Sum(t => (long)t.PartitionsPublished)),
                Amounts.Count(Lake(row.Table)?.Rows ?? 0),
                Amounts.Date(Lake(row.Table)?.NewestDate));
        }

        screen.Table(table);
        screen.Line(
            $"{Amounts.Count(reports.Sum(r => (long)r.Api.Calls))} API calls, {Amounts.Count(reports.Sum(r => (long)r.Api.Downloads))} downloads, "
            + $"{Amounts.Bytes(reports.Sum(r => r.Api.DownloadedBytes))}, {Amounts.Seconds(elapsed)}. "
            + Requests(reports));
        screen.Line(Freshness(reports[^1].Freshness));
        RunNotes.Show(screen, reports);
    }

    static string Requests(IReadOnlyList<RunReport> reports)
    {
        var sum = reports.Aggregate(RequestCounters.None, (total, report) => total.Add(report.Requests));
        return $"Report requests: {sum.Created} created, {sum.Adopted} adopted, {sum.Recreated} recreated, {sum.DuplicatesPrevented} duplicates prevented.";
    }

    static string Freshness(FreshnessOutcome? freshness) => freshness switch
    {
        null => "Freshness: not verified.",
        { Fresh: true } => "Freshness: every table is as new as Apple lets it be, and nothing Apple listed is left over.",
        _ => $"Freshness: {freshness.Message}",
    };

    static int Order(string table) => ReportCatalogue.DefaultTableNames.ToList().IndexOf(table) is var index and >= 0 ? index : int.MaxValue;

    sealed record Sum(string Table, IReadOnlyList<RunReportTable> Entries);
}
