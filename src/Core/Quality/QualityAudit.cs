using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Quality;

/// <summary>Everything the rules look at: one curated instance before publication, and what stands published.</summary>
public sealed record QualityAudit
{
    /// <summary>The table's definition.</summary>
    public required TableDefinition Table { get; init; }

    /// <summary>The app every row must belong to.</summary>
    public required long AppId { get; init; }

    /// <summary>The instance's vintage.</summary>
    public required Vintage Vintage { get; init; }

    /// <summary>The curated instance.</summary>
    public required CuratedInstance Instance { get; init; }

    /// <summary>The footer of every encoded file by date; null where the file cannot be read back.</summary>
    public required IReadOnlyDictionary<DateOnly, ParquetFooter?> Footers { get; init; }

    /// <summary>What stands published from older vintages, by date; absent where nothing does.</summary>
    public required IReadOnlyDictionary<DateOnly, QualityBaseline> Baselines { get; init; }

    /// <summary>When the gate blocks.</summary>
    public required QualityThresholds Thresholds { get; init; }

    /// <summary>
    /// The dates such an instance may carry: those still open at Apple, and those before that Apple now and then corrects. Null when
    /// any date may be in it (snapshots, weekly, monthly).
    /// </summary>
    public (DateOnly From, DateOnly To)? Window => DeliveryWindow.Of(Table, Vintage) is { } open
        ? (Vintage.ProcessingDate.AddDays(-DeliveryWindow.CorrectionDays), open.To)
        : null;

    /// <summary>Rows in partitions, quarantined ones not counted.</summary>
    public long RowsCurated => Instance.Dates.Sum(d => d.Rows);

    /// <summary>The eight dimensions, worked out once.</summary>
    internal IReadOnlyDictionary<QualityDimension, double> Scores => field ??= QualityScores.Of(this);

    /// <summary>Columns that are seldom empty in a good file, measures among them; a column the file may lack and does lack is not one.</summary>
    internal IEnumerable<ReportColumn> UsuallyFilled => Table.Columns.Where(c => ((c.IsMeasure && c.Required) || c.UsuallyFilled) && !IsAbsent(c));

    /// <summary>By date, where the footer's statistics are not those of the rows that were encoded; worked out once.</summary>
    internal IReadOnlyDictionary<DateOnly, string> StatisticsFaults => field ??= Instance.Dates
        .Select(d => (d.Date, Fault: DateRules.StatisticsFault(this, d))).Where(d => d.Fault is not null).ToDictionary(d => d.Date, d => d.Fault!);

    bool IsAbsent(ReportColumn column) =>
        !column.Required
        && (Instance.Drift.MissingOptional.Contains(column.Header) || !column.Expected)
        && Instance.Dates.All(d => d.Nulls.GetValueOrDefault(column.Name) == d.Rows);
}
