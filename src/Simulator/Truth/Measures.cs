using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Truth;

/// <summary>Sums of a date: Apple's own number columns, and the measures a consumer derives from them by Apple's definitions.</summary>
internal sealed class Measures(Report report)
{
    // Places in Words.DownloadType, Words.EngagementEvent and Words.InstallEvent.
    private const int FirstTime = 0;
    private const int Redownload = 1;
    private const int AutoUpdate = 2;
    private const int ManualUpdate = 3;
    private const int Restore = 4;
    private const int Impression = 0;
    private const int PageView = 1;
    private const int Tap = 2;
    private const int Install = 0;
    private const int Delete = 1;

    private readonly Column[] _numbers = [.. report.Columns.Where(column => Columns.IsNumber(column) || Columns.IsAmount(column))];
    private readonly long[] _sums = new long[Columns.Count];
    private readonly long[] _byKind = new long[8];
    private readonly long[] _uniqueByKind = new long[8];

    public long Rows { get; private set; }

    /// <summary>Apple's columns with their sums, in file order. Sums of unique counts serve comparison only; they mean nothing.</summary>
    public IEnumerable<(string Name, decimal Sum)> AppleColumns => _numbers.Select(column => (Columns.Name(column), Sum(column)));

    /// <summary>The derived measures by name.</summary>
    public IEnumerable<(string Name, decimal Sum)> Derived => report.Family switch
    {
        ReportFamily.Downloads =>
        [
            ("total_downloads", _byKind[FirstTime] + _byKind[Redownload]), ("first_time_downloads", _byKind[FirstTime]),
            ("redownloads", _byKind[Redownload]), ("updates", _byKind[AutoUpdate] + _byKind[ManualUpdate]), ("restores", _byKind[Restore]),
        ],
        ReportFamily.Engagement =>
        [
            ("impressions", _byKind[Impression]), ("impressions_unique", _uniqueByKind[Impression]), ("page_views", _byKind[PageView]),
            ("taps", _byKind[Tap]),
        ],
        ReportFamily.Sessions =>
            [("sessions", Sum(Column.Sessions)), ("total_session_duration", Sum(Column.TotalSessionDuration))],
        ReportFamily.Installs => [("installs", _byKind[Install]), ("deletions", _byKind[Delete])],
        ReportFamily.Purchases =>
        [
            ("purchases", Sum(Column.Purchases)), ("proceeds_usd", Sum(Column.ProceedsInUsd)), ("sales_usd", Sum(Column.SalesInUsd)),
        ],
        _ => [],
    };

    public void Add(Row row)
    {
        Rows++;
        foreach (var column in _numbers)
        {
            _sums[(int)column] += row.Number[(int)column];
        }
        if (report.Family is ReportFamily.Downloads or ReportFamily.Engagement or ReportFamily.Installs)
        {
            _byKind[row.Kind] += row.Number[(int)Column.Counts];
        }
        if (report.Family == ReportFamily.Engagement)
        {
            _uniqueByKind[row.Kind] += row.Number[(int)Column.UniqueCounts];
        }
    }

    private decimal Sum(Column column) => Columns.IsAmount(column) ? _sums[(int)column] / 10000m : _sums[(int)column];
}
