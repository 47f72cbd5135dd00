using System.Globalization;
using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;
using static AppleAnalytics.Quality.QualityRule;

namespace AppleAnalytics.Quality;

/// <summary>The rules about one date of an instance. Corrections, floors, new values and backfills are Apple's own and never blocked.</summary>
internal static class DateRules
{
    public static IReadOnlyList<QualityRule> All { get; } =
    [
        new()
        {
            Name = "no-future-date",
            Dimension = QualityDimension.Timeliness,
            Severity = QualitySeverity.Critical,
            Why = "A date after the processing date cannot have happened; one day is allowed for time zones.",
            Look = audit => audit.Instance.Dates.Where(d => d.Date > audit.Vintage.ProcessingDate.AddDays(1)).Select(d => new Observation(
                d.Date, Text($"{d.Date:yyyy-MM-dd} lies after the processing date {audit.Vintage.ProcessingDate:yyyy-MM-dd}."))),
        },
        new()
        {
            Name = "date-window",
            Dimension = QualityDimension.Timeliness,
            Severity = QualitySeverity.Warning,
            Why = "A date further back than corrections usually reach, or of the processing date itself, is published and worth knowing.",
            Look = audit => audit.Window is not { } window ? [] : audit.Instance.Dates.Where(d => IsOutside(d.Date, window, audit)).Select(d => new Observation(
                d.Date, Text($"{d.Date:yyyy-MM-dd} lies outside the dates {window.From:yyyy-MM-dd} to {window.To:yyyy-MM-dd} that a delivery of {audit.Vintage.ProcessingDate:yyyy-MM-dd} may carry."))),
        },
        new()
        {
            Name = "non-negative",
            Dimension = QualityDimension.Consistency,
            Severity = QualitySeverity.Error,
            Why = "Counters cannot be negative; only purchases and their amounts can, by refunds.",
            Look = audit => audit.Instance.Dates.SelectMany(d => NegativeMeasures(audit, d).Select(m => new Observation(
                d.Date, Text($"{m.Key} is as low as {m.Value} on {d.Date:yyyy-MM-dd}.")))),
        },
        new()
        {
            Name = "measures-agree",
            Dimension = QualityDimension.Consistency,
            Severity = QualitySeverity.Error,
            Why = "A part cannot be more than the whole it is taken from.",
            Look = audit => audit.Instance.Dates.SelectMany(d => DisagreeingMeasures(audit, d).Select(m => new Observation(
                d.Date, Text($"{m.Part} sums up to {d.Sums[m.Part]}, more than the {d.Sums[m.Whole]} of {m.Whole}, on {d.Date:yyyy-MM-dd}.")))),
        },
        new()
        {
            Name = "territory-known",
            Dimension = QualityDimension.Conformity,
            Severity = QualitySeverity.Warning,
            Why = "Territories are ISO 3166-1 alpha-2; others are kept and do not join with dim_territories.",
            Look = audit => audit.Instance.Dates.Select(d => (d.Date, Unknown: UnknownTerritories(d).ToList())).Where(d => d.Unknown.Count > 0).Select(d =>
                new Observation(d.Date, Text($"Unknown territories on {d.Date:yyyy-MM-dd}: {string.Join(", ", d.Unknown.Take(10))}."))),
        },
        new()
        {
            Name = "duplicate-keys",
            Dimension = QualityDimension.Uniqueness,
            Severity = QualitySeverity.Warning,
            Why = "Two rows with the same dimensions may be one row sent twice; both are kept, because Apple's rows are never merged.",
            Look = audit => audit.Instance.Dates.Where(d => d.DuplicateKeys > 0).Select(d => new Observation(
                d.Date, Text($"{d.DuplicateKeys} of {d.Rows} rows on {d.Date:yyyy-MM-dd} have the dimensions of an earlier row."))),
        },
        new()
        {
            Name = "null-fraction",
            Dimension = QualityDimension.Completeness,
            Severity = QualitySeverity.Warning,
            Why = "An empty measure counts as nothing in sums, and an empty dimension in no group; Apple fills these columns in nearly every row.",
            Look = audit => audit.Instance.Dates.SelectMany(d => EmptyColumns(audit, d)),
        },
        new()
        {
            Name = "revenue-per-purchase",
            Dimension = QualityDimension.Accuracy,
            Severity = QualitySeverity.Error,
            Why = "No purchase costs more than the highest price the App Store allows, so the amount or the number of purchases is wrong.",
            Look = audit => audit.Instance.Dates.SelectMany(d => ImplausibleAmounts(audit, d).Select(a => new Observation(
                d.Date,
                Text($"{a.Key} is {a.Value:0.##} per purchase in a row of {d.Date:yyyy-MM-dd}, more than the {audit.Thresholds.MaxUsdPerPurchase} of Quality__MaxUsdPerPurchase.")))),
        },
        new()
        {
            Name = "file-footer",
            Dimension = QualityDimension.Integrity,
            Severity = QualitySeverity.Critical,
            Why = "A file whose footer cannot be read back, or says other rows than were encoded, must not be published.",
            Look = audit => audit.Instance.Dates.Select(d => (d.Date, Fault: FooterFault(audit, d))).Where(d => d.Fault is not null)
                .Select(d => new Observation(d.Date, d.Fault!)),
        },
        new()
        {
            Name = "file-statistics",
            Dimension = QualityDimension.Integrity,
            Severity = QualitySeverity.Critical,
            Why = "Readers skip rows by the footer's statistics, so statistics other than those of the rows encoded make queries wrong.",
            Look = audit => audit.StatisticsFaults.Select(f => new Observation(f.Key, f.Value)),
        },
    ];

    internal static bool IsOutside(DateOnly date, (DateOnly From, DateOnly To) window, QualityAudit audit) =>
        date < window.From || (date > window.To && date <= audit.Vintage.ProcessingDate.AddDays(1));

    internal static IEnumerable<KeyValuePair<string, decimal>> NegativeMeasures(QualityAudit audit, CuratedDate date) =>
        date.Minima.Where(m => m.Value < 0 && !MayBeNegative(audit, m.Key)).OrderBy(m => m.Key, StringComparer.Ordinal);

    internal static IEnumerable<(string Part, string Whole)> DisagreeingMeasures(QualityAudit audit, CuratedDate date) =>
        from part in audit.Table.DerivedMeasures
        where date.Sums.ContainsKey(part.Name) && date.Sums.ContainsKey(part.Source)
            && date.Minima.GetValueOrDefault(part.Source) >= 0 && date.Sums[part.Name] > date.Sums[part.Source]
        select (part.Name, part.Source);

    internal static IEnumerable<string> UnknownTerritories(CuratedDate date) =>
        date.Territories.Where(t => t.Length > 0 && !IsoTerritories.IsKnown(t)).Order(StringComparer.Ordinal);

    internal static string? FooterFault(QualityAudit audit, CuratedDate date)
    {
        if (audit.Footers.GetValueOrDefault(date.Date) is not { } footer)
        {
            return Text($"The encoded file of {date.Date:yyyy-MM-dd} cannot be read back.");
        }

        if (footer.Rows != date.Rows)
        {
            return Text($"The encoded file of {date.Date:yyyy-MM-dd} says it has {footer.Rows} rows; {date.Rows} were encoded.");
        }

        var (written, expected) = (footer.KeyValueMetadata.GetValueOrDefault(PartitionMetadata.Vintage), audit.Vintage.ToString());
        return written == expected ? null : Text($"The encoded file of {date.Date:yyyy-MM-dd} says it is of vintage '{written}'; it is of {expected}.");
    }

    internal static string? StatisticsFault(QualityAudit audit, CuratedDate date)
    {
        // A footer that cannot be read has no statistics to compare; another rule says so.
        foreach (var (column, said) in audit.Footers.GetValueOrDefault(date.Date)?.Statistics ?? new Dictionary<string, ParquetColumnStatistics>())
        {
            if (said.NullCount != date.Nulls.GetValueOrDefault(column))
            {
                return Text($"The encoded file of {date.Date:yyyy-MM-dd} says that {column} is empty in {said.NullCount} rows; it was in {date.Nulls.GetValueOrDefault(column)}.");
            }

            if (date.Minima.TryGetValue(column, out var minimum) && (Number(said.Minimum) != minimum || Number(said.Maximum) != date.Maxima[column]))
            {
                return Text($"The encoded file of {date.Date:yyyy-MM-dd} says that {column} goes from {said.Minimum} to {said.Maximum}; it went from {minimum} to {date.Maxima[column]}.");
            }

            if (column == ColumnNames.MetricDate && (!date.Date.Equals(said.Minimum) || !date.Date.Equals(said.Maximum)))
            {
                return Text($"The encoded file of {date.Date:yyyy-MM-dd} says that its dates go from {said.Minimum} to {said.Maximum}.");
            }
        }

        return null;
    }

    internal static IEnumerable<KeyValuePair<string, decimal>> ImplausibleAmounts(QualityAudit audit, CuratedDate date) =>
        date.LargestPerUnit.Where(a => a.Value > audit.Thresholds.MaxUsdPerPurchase).OrderBy(a => a.Key, StringComparer.Ordinal);

    static decimal? Number(object? value) => value switch
    {
        long or int or double or decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    // Refunds are negative purchases, and where money is counted everything beside it may be too; averages and levels, such as of a
    // signal in decibels, count nothing.
    static bool MayBeNegative(QualityAudit audit, string measure) => audit.Table.Columns.Any(c =>
        c.PaidFor is not null || (c.Name == measure && c is { Summable: false, Required: false }));

    static IEnumerable<Observation> EmptyColumns(QualityAudit audit, CuratedDate date) =>
        from column in audit.UsuallyFilled
        let nulls = date.Nulls.GetValueOrDefault(column.Name)
        where nulls > audit.Thresholds.MaxNullFraction * date.Rows
        select new Observation(date.Date, Text(
            $"{column.Name} is empty in {nulls} of {date.Rows} rows on {date.Date:yyyy-MM-dd}, more than the share of {audit.Thresholds.MaxNullFraction:0.####} of Quality__MaxNullFraction."));

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
