namespace AppleAnalytics.Quality;

/// <summary>
/// Scores an audit in eight dimensions, each 0 to 1 and rounded to four decimals; the score of the whole is their mean.
/// What may be Apple's own doing (old dates, restatements, new values and columns) costs at most half of its dimension,
/// so that it never blocks by itself at the default minimum of 0.8.
/// </summary>
public static class QualityScores
{
    /// <summary>How each dimension is scored.</summary>
    public static IReadOnlyDictionary<QualityDimension, string> Definitions { get; } = new Dictionary<QualityDimension, string>
    {
        [QualityDimension.Completeness] = "Share of the table's required columns that are there, times the share of values that are not empty in measures and in columns Apple usually fills, times the share of rows with every value a row must have.",
        [QualityDimension.Validity] = "Share of the rows in that could be read.",
        [QualityDimension.Consistency] = "Share of the rows whose date has no negative counter and no part larger than its whole.",
        [QualityDimension.Timeliness] = "1 less half the share of rows whose date lies outside the delivery's window; 0 when a date lies in the future.",
        [QualityDimension.Uniqueness] = "Share of the rows whose dimensions no earlier row of the date has.",
        [QualityDimension.Accuracy] = "1 less half the share of rows, among those of dates that were complete before, whose date changed by more than Quality__MaxRestatement; 0 when an amount per purchase is beyond Quality__MaxUsdPerPurchase.",
        [QualityDimension.Conformity] = "1 less a quarter of the share of columns the catalogue does not know, less a quarter of the share of territories ISO does not know.",
        [QualityDimension.Integrity] = "1 when every row is this app's, no row is lost and every file reads back as encoded, else 0.",
    };

    /// <summary>Scores an audit.</summary>
    public static IReadOnlyDictionary<QualityDimension, double> Of(QualityAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        return new SortedDictionary<QualityDimension, double>
        {
            [QualityDimension.Completeness] = Rounded(Completeness(audit)),
            [QualityDimension.Validity] = Rounded(Share(audit.Instance.RowsIn - audit.Instance.RowsQuarantined, audit.Instance.RowsIn)),
            [QualityDimension.Consistency] = Rounded(Consistency(audit)),
            [QualityDimension.Timeliness] = Rounded(Timeliness(audit)),
            [QualityDimension.Uniqueness] = Rounded(Share(audit.RowsCurated - audit.Instance.Dates.Sum(d => d.DuplicateKeys), audit.RowsCurated)),
            [QualityDimension.Accuracy] = Rounded(Accuracy(audit)),
            [QualityDimension.Conformity] = Rounded(Conformity(audit)),
            [QualityDimension.Integrity] = Integrity(audit),
        };
    }

    /// <summary>The score of the whole: the mean of the dimensions.</summary>
    public static double Overall(IReadOnlyDictionary<QualityDimension, double> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Rounded(scores.Values.Sum() / scores.Count);
    }

    static double Completeness(QualityAudit audit)
    {
        // The metric date is a required column that stands outside the catalogue's list.
        var required = audit.Table.Columns.Count(c => c.Required) + 1;
        var present = required - audit.Instance.Drift.MissingRequired.Count;
        var filled = audit.UsuallyFilled.Select(c => c.Name).ToList();
        var values = audit.RowsCurated * filled.Count;
        var nulls = audit.Instance.Dates.Sum(d => filled.Sum(m => d.Nulls.GetValueOrDefault(m)));
        var lacking = audit.Instance.MissingValues.Values.Sum();
        return Share(present, required) * Share(values - nulls, values) * Share(audit.Instance.RowsIn - lacking, audit.Instance.RowsIn);
    }

    static double Consistency(QualityAudit audit) => 1 - Share(
        audit.Instance.Dates.Where(d => DateRules.NegativeMeasures(audit, d).Any() || DateRules.DisagreeingMeasures(audit, d).Any()).Sum(d => d.Rows),
        audit.RowsCurated,
        whenNone: 0);

    static double Timeliness(QualityAudit audit)
    {
        if (audit.Instance.Dates.Any(d => d.Date > audit.Vintage.ProcessingDate.AddDays(1)))
        {
            return 0;
        }

        return audit.Window is not { } window
            ? 1
            : 1 - (0.5 * Share(audit.Instance.Dates.Where(d => DateRules.IsOutside(d.Date, window, audit)).Sum(d => d.Rows), audit.RowsCurated, whenNone: 0));
    }

    static double Accuracy(QualityAudit audit)
    {
        if (audit.Instance.Dates.Any(d => DateRules.ImplausibleAmounts(audit, d).Any()))
        {
            return 0;
        }

        var comparable = audit.Instance.Dates
            .Where(d => audit.Baselines.GetValueOrDefault(d.Date) is { } before && RestatementRule.IsComparable(audit, d.Date, before)).ToList();
        var changed = comparable.Where(d => RestatementRule.Changes(audit, d).Any()).Sum(d => d.Rows);
        return 1 - (0.5 * Share(changed, comparable.Sum(d => d.Rows), whenNone: 0));
    }

    static double Conformity(QualityAudit audit)
    {
        var unknownColumns = audit.Instance.Drift.Unknown.Count;
        var territories = audit.Instance.Dates.SelectMany(d => d.Territories).Distinct(StringComparer.Ordinal).Count();
        var unknownTerritories = audit.Instance.Dates.SelectMany(DateRules.UnknownTerritories).Distinct(StringComparer.Ordinal).Count();
        return 1
            - (0.25 * Share(unknownColumns, audit.Table.Columns.Count + 1 + unknownColumns, whenNone: 0))
            - (0.25 * Share(unknownTerritories, territories, whenNone: 0));
    }

    static double Integrity(QualityAudit audit) =>
        audit.Instance.ForeignAppIds.Count == 0
        && audit.Instance.RowsIn == audit.RowsCurated + audit.Instance.RowsQuarantined
        && audit.Instance.Dates.All(d => DateRules.FooterFault(audit, d) is null)
        && audit.StatisticsFaults.Count == 0
            ? 1
            : 0;

    static double Share(long part, long whole, double whenNone = 1) => whole == 0 ? whenNone : Math.Clamp((double)part / whole, 0, 1);

    static double Rounded(double score) => Math.Round(score, 4, MidpointRounding.ToEven);
}
