using System.Globalization;
using AppleAnalytics.Lake;
using AppleAnalytics.Quality;
using Spectre.Console;

namespace AppleAnalytics.LocalHost.Terminal;

/// <summary>What the audits said: one line per app that has something to say, or every dimension and finding.</summary>
internal static class QualityTable
{
    /// <summary>Findings shown for one table of an app; the file under <c>quality/</c> has them all.</summary>
    const int MostFindings = 20;

    /// <summary>Shows it.</summary>
    /// <param name="screen">Where to show it.</param>
    /// <param name="reports">The newest report of every app and table.</param>
    /// <param name="apps">The names of the apps.</param>
    /// <param name="details">Whether to show each table with its dimensions and findings.</param>
    public static void Show(Screen screen, IReadOnlyList<QualityReport> reports, IReadOnlyDictionary<long, KnownApp> apps, bool details)
    {
        var byApp = reports.GroupBy(r => r.AppId).Select(g => new AppQuality(g.Key, apps.GetValueOrDefault(g.Key)?.Name ?? "-", [.. g]))
            .OrderByDescending(a => a.Worst).ThenBy(a => a.LowestScore).ThenBy(a => a.Id).ToList();
        var eventful = byApp.Where(a => a.Worst is not null).ToList();
        if (details)
        {
            foreach (var app in byApp)
            {
                Details(screen, app);
            }
        }
        else if (eventful.Count > 0)
        {
            Overview(screen, eventful);
        }

        if (!details && byApp.Count > eventful.Count)
        {
            var quiet = byApp.Except(eventful).ToList();
            screen.Line($"{Counted(quiet.Count, "app")} without a finding, scores from {Score(quiet.Min(a => a.LowestScore))}.");
        }

        var findings = reports.SelectMany(r => r.Findings).ToList();
        screen.Line(
            $"{Counted(byApp.Count, "app")}, {Counted(reports.Count, "newest delivery", "newest deliveries")}: lowest score {Score(reports.Min(r => r.Score))}, "
            + $"{Counted(Of(findings, QualitySeverity.Warning), "warning")}, {Counted(Of(findings, QualitySeverity.Error), "error")}, "
            + $"{Counted(Of(findings, QualitySeverity.Critical), "critical finding")}."
            + (details || eventful.Count == 0 ? "" : " `quality --app ID` shows one app whole, and what each finding says."));
    }

    static void Overview(Screen screen, List<AppQuality> apps)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in new[] { "app", "id", "score", "warnings", "errors", "kept out", "worst finding" })
        {
            table.AddColumn(new TableColumn(heading) { NoWrap = true });
        }

        foreach (var app in apps)
        {
            var worst = app.Reports.SelectMany(r => r.Findings.Select(f => (r.Table, Finding: f))).MaxBy(f => f.Finding.Severity);
            table.AddRow(
                new Text(AppTable.Short(app.Name)),
                new Text(app.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(Score(app.LowestScore)),
                new Text(Amounts.Count(Of(app.Findings, QualitySeverity.Warning))),
                new Text(Amounts.Count(Of(app.Findings, QualitySeverity.Error))),
                new Text(KeptOut(app.Reports)),
                new Text($"{worst.Table}: {worst.Finding.Rule}"));
        }

        screen.Table(table);
    }

    static void Details(Screen screen, AppQuality app)
    {
        screen.Line($"{app.Name} ({app.Id.ToString(CultureInfo.InvariantCulture)})");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("table", "delivery of", "score");
        foreach (var dimension in Enum.GetNames<QualityDimension>())
        {
            table.AddColumn(new TableColumn(dimension.ToLowerInvariant()).RightAligned());
        }

        table.AddColumn("kept out");
        foreach (var report in app.Reports)
        {
            table.AddRow(
            [
                Markup.Escape(report.Table), Amounts.Date(report.ProcessingDate), Score(report.Score),
                .. Enum.GetValues<QualityDimension>().Select(d => Score(report.Dimensions[d])), KeptOut([report]),
            ]);
        }

        screen.Table(table);
        foreach (var report in app.Reports)
        {
            foreach (var finding in report.Findings.Take(MostFindings))
            {
                screen.Line($"  {report.Table}: {finding.Severity.ToString().ToLowerInvariant()}, {finding.Rule}: {finding.Message}");
            }

            if (report.Findings.Count > MostFindings)
            {
                screen.Line($"  {report.Table}: and {Amounts.Count(report.Findings.Count - MostFindings)} more in {LakeLayout.Quality(report.Table, report.ProcessingDate, report.AppId, report.InstanceId)}");
            }
        }
    }

    static string KeptOut(IReadOnlyList<QualityReport> reports)
    {
        var (instances, dates) = (reports.Count(r => r.Blocked), reports.Where(r => !r.Blocked).Sum(r => r.Dates.Count(d => d.Blocked)));
        return (instances, dates) switch
        {
            (0, 0) => "-",
            (0, _) => Counted(dates, "date"),
            (_, 0) => Counted(instances, "delivery", "deliveries"),
            _ => $"{Counted(instances, "delivery", "deliveries")}, {Counted(dates, "date")}",
        };
    }

    static int Of(IReadOnlyList<QualityFinding> findings, QualitySeverity severity) => findings.Count(f => f.Severity == severity);

    static string Counted(int count, string one, string? many = null) => $"{Amounts.Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    static string Score(double score) => score.ToString("0.000", CultureInfo.InvariantCulture);

    sealed record AppQuality(long Id, string Name, IReadOnlyList<QualityReport> Reports)
    {
        public IReadOnlyList<QualityFinding> Findings { get; } = [.. Reports.SelectMany(r => r.Findings)];

        public QualitySeverity? Worst => Findings.Count == 0 ? null : Findings.Max(f => f.Severity);

        public double LowestScore { get; } = Reports.Min(r => r.Score);
    }
}
