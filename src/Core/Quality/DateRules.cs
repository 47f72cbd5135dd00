using System.Globalization;
using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;
using static AppleAnalytics.Quality.QualityRule;

namespace AppleAnalytics.Quality;

/// <summary>The rules about one date of an instance. Corrections, floors, new values and backfills are Apple's own and never blocked.</summary>
internal static class DateRules
{
    const double NullsWorthKnowing = 0.05;

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
            Why = "A date outside the days still open at Apple is a correction or a backfill; it is published and worth knowing.",
            Look = audit => audit.Window is not { } window ? [] : audit.Instance.Dates.Where(d => IsOutside(d.Date, window, audit)).Select(d => new Observation(
                d.Date, Text($"{d.Date:yyyy-MM-dd} lies outside the window {window.From:yyyy-MM-dd} to {window.To:yyyy-MM-dd} of the instance."))),
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
                d.Date, $"{m.Part} sums up to more than {m.Whole} on {Text($"{d.Date:yyyy-MM-dd}")}."))),
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
            Name = "null-measures",
            Dimension = QualityDimension.Completeness,
            Severity = QualitySeverity.Warning,
            Why = "An empty measure counts as nothing in sums.",
            Look = audit => audit.Instance.Dates.SelectMany(d => NullMeasures(audit, d)),
        },
        new()
        {
            Name = "file-footer",
            Dimension = QualityDimension.Integrity,
            Severity = QualitySeverity.Critical,
            Why = "A file that does not read back as what was encoded must not be published.",
            Look = audit => audit.Instance.Dates.Select(d => (d.Date, Fault: FooterFault(audit, d))).Where(d => d.Fault is not null)
                .Select(d => new Observation(d.Date, d.Fault!)),
        },
    ];

    internal static bool IsOutside(DateOnly date, (DateOnly From, DateOnly To) window, QualityAudit audit) =>
        date < window.From || (date > window.To && date <= audit.Vintage.ProcessingDate.AddDays(1));

    internal static IEnumerable<KeyValuePair<string, decimal>> NegativeMeasures(QualityAudit audit, CuratedDate date) =>
        MayBeNegative(audit) ? [] : date.Minima.Where(m => m.Value < 0).OrderBy(m => m.Key, StringComparer.Ordinal);

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

    // Refunds are negative purchases, and where money is counted everything beside it may be too.
    static bool MayBeNegative(QualityAudit audit) => audit.Table.Columns.Any(c => c.Type == Reports.ColumnType.Decimal);

    static IEnumerable<Observation> NullMeasures(QualityAudit audit, CuratedDate date) =>
        from column in audit.Measures
        let nulls = date.Nulls.GetValueOrDefault(column.Name)
        where date.Rows > 0 && nulls > NullsWorthKnowing * date.Rows
        select new Observation(
            date.Date,
            Text($"{column.Name} is empty in {nulls} of {date.Rows} rows on {date.Date:yyyy-MM-dd}."),
            nulls == date.Rows ? QualitySeverity.Error : QualitySeverity.Warning);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
