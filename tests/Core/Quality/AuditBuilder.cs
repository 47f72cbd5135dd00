using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;
using AppleAnalytics.Publishing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Quality;

/// <summary>A faultless audit of a delivery of 2026-11-20, to be bent by a test.</summary>
public sealed class AuditBuilder
{
    public const long App = 1001;

    public string Table { get; set; } = "downloads";

    public AccessType AccessType { get; set; } = AccessType.Ongoing;

    public List<FakeDate> Dates { get; } = [];

    public long Rejected { get; set; }

    public long Lost { get; set; }

    public IReadOnlyList<long> ForeignAppIds { get; set; } = [];

    public SchemaDrift Drift { get; set; } = SchemaDrift.None;

    public long RoundedAmounts { get; set; }

    public Dictionary<DateOnly, QualityBaseline> Baselines { get; } = [];

    public Func<ParquetFooter, ParquetFooter?> Footer { get; set; } = footer => footer;

    public QualityThresholds Thresholds { get; set; } = new();

    public Vintage Vintage => new(new(2026, 11, 20), AccessType, 1, "i20");

    TableDefinition Definition => ReportCatalogue.Get(Table);

    public static DateOnly Day(int day) => new(2026, 11, day);

    /// <summary>A date of that many rows, each with a count of ten.</summary>
    public FakeDate Date(int day, int rows = 10, long counts = 10, string territory = "US") => Date(Day(day), rows, counts, territory);

    public FakeDate Date(DateOnly day, int rows = 10, long counts = 10, string territory = "US")
    {
        var date = FakeDate.Of(Definition, App, Vintage, day, [.. Enumerable.Range(0, rows).Select(_ => (territory, counts))]);
        Dates.Add(date);
        return date;
    }

    /// <summary>A date whose figures are not those of its file.</summary>
    public void Bent(int day, decimal? minimum = null, long duplicates = 0, long nulls = 0, (string Measure, decimal Sum)? sum = null)
    {
        var plain = Date(day);
        Dates[^1] = new()
        {
            Date = plain.Date,
            Rows = plain.Rows,
            Bytes = plain.Bytes,
            File = plain.File,
            Sums = sum is { } s ? new Dictionary<string, decimal>(plain.Sums) { [s.Measure] = s.Sum } : plain.Sums,
            Minima = minimum is { } m ? new Dictionary<string, decimal> { ["counts"] = m } : plain.Minima,
            Maxima = plain.Maxima,
            Nulls = nulls > 0 ? new Dictionary<string, long> { ["counts"] = nulls } : plain.Nulls,
            DuplicateKeys = duplicates,
            Territories = plain.Territories,
        };
    }

    public void Before(int day, int processed, long rows, decimal counts) =>
        Baselines[Day(day)] = new(new(Day(processed), AccessType.Ongoing, 1, $"i{processed}"), rows, new Dictionary<string, decimal> { ["counts"] = counts });

    // The figures of a bent date stand in its footer too, so that only what was bent is found.
    static ParquetFooter Bent(ParquetFooter footer, FakeDate date) => footer with
    {
        Statistics = footer.Statistics.ToDictionary(
            s => s.Key,
            s => date.Minima.TryGetValue(s.Key, out var minimum)
                ? new ParquetColumnStatistics((long)minimum, (long)date.Maxima[s.Key], date.Nulls.GetValueOrDefault(s.Key))
                : s.Value),
    };

    public async Task<QualityReport> AuditAsync()
    {
        if (Dates.Count == 0)
        {
            Date(18);
            Date(19);
        }

        var footers = new Dictionary<DateOnly, ParquetFooter?>();
        foreach (var date in Dates)
        {
            footers[date.Date] = Footer(Bent(ParquetFooterReader.Read(date.OpenRead()), date));
        }

        return new QualityGate().Audit(new()
        {
            Table = Definition,
            AppId = App,
            Vintage = Vintage,
            Instance = new()
            {
                Dates = Dates,
                RowsIn = Dates.Sum(d => d.Rows) + Rejected + Lost,
                RowsQuarantined = Rejected,
                Quarantine = default,
                RejectReasons = Rejected == 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { ["Counts is no number."] = Rejected },
                Drift = Drift,
                ForeignAppIds = ForeignAppIds,
                RoundedAmounts = RoundedAmounts,
                HasHeader = true,
            },
            Footers = footers,
            Baselines = Baselines,
            Thresholds = Thresholds,
        });
    }
}
