using System.Globalization;
using static AppleAnalytics.Quality.QualityRule;

namespace AppleAnalytics.Quality;

/// <summary>The rules about an instance as a whole.</summary>
internal static class FileRules
{
    public static IReadOnlyList<QualityRule> All { get; } =
    [
        new()
        {
            Name = "required-columns",
            Dimension = QualityDimension.Completeness,
            Severity = QualitySeverity.Critical,
            Why = "Without a required column the figures cannot be computed.",
            Look = audit => audit.Instance.Drift.MissingRequired.Select(header => About(
                $"The required column '{header}' is missing. Compare the file's header with the data dictionary; Apple may have renamed it.")),
        },
        new()
        {
            Name = "required-values",
            Dimension = QualityDimension.Completeness,
            Severity = QualitySeverity.Warning,
            Why = "A row without its date, its app or its count cannot be counted; it is in quarantine and not in the partitions.",
            Look = audit => RejectLimit(audit).Any()
                ? []
                : audit.Instance.MissingValues.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => About(
                    Text($"{m.Key} is empty in {m.Value} of {audit.Instance.RowsIn} rows, which were rejected. See the quarantine file."))),
        },
        new()
        {
            Name = "minimum-rows",
            Dimension = QualityDimension.Completeness,
            Severity = QualitySeverity.Warning,
            Why = "So few rows may mean that Apple's file is cut short; small apps have few, so Quality__MinRows is for you to set.",
            Look = audit => audit.Instance.RowsIn == 0 || audit.RowsCurated >= audit.Thresholds.MinRows
                ? []
                : [About(Text($"The instance has {audit.RowsCurated} usable rows, fewer than the {audit.Thresholds.MinRows} of Quality__MinRows."))],
        },
        new()
        {
            Name = "reject-limit",
            Dimension = QualityDimension.Validity,
            Severity = QualitySeverity.Critical,
            Why = "Many rows that cannot be read mean a broken or misread file, and partitions without them would be too low.",
            Look = RejectLimit,
        },
        new()
        {
            Name = "rejected-rows",
            Dimension = QualityDimension.Validity,
            Severity = QualitySeverity.Warning,
            Why = "A few unreadable rows are left out of the partitions and should be looked at.",
            Look = audit => audit.Instance.RowsQuarantined - audit.Instance.MissingValues.Values.Sum() is var rejected and > 0 && !RejectLimit(audit).Any()
                ? [About(Text($"{rejected} of {audit.Instance.RowsIn} rows were rejected as unreadable: {Reasons(audit)}. See the quarantine file."))]
                : [],
        },
        new()
        {
            Name = "app-id",
            Dimension = QualityDimension.Integrity,
            Severity = QualitySeverity.Critical,
            Why = "Rows of another app would be counted for this one.",
            Look = audit => audit.Instance.ForeignAppIds.Count == 0
                ? []
                : [About(Text($"The file holds rows of app {string.Join(", ", audit.Instance.ForeignAppIds.Take(5))} and not only of app {audit.AppId}; it is another app's delivery."))],
        },
        new()
        {
            Name = "row-conservation",
            Dimension = QualityDimension.Integrity,
            Severity = QualitySeverity.Critical,
            Why = "Every row must be in a partition or in quarantine.",
            Look = audit => audit.Instance.RowsIn == audit.RowsCurated + audit.Instance.RowsQuarantined
                ? []
                : [About(Text($"{audit.Instance.RowsIn} rows came in, but {audit.RowsCurated} are curated and {audit.Instance.RowsQuarantined} quarantined."))],
        },
        new()
        {
            Name = "unknown-columns",
            Dimension = QualityDimension.Conformity,
            Severity = QualitySeverity.Warning,
            Why = "Apple adds columns without notice; they are kept as text and may deserve a type.",
            Look = audit => audit.Instance.Drift.Unknown.Count == 0
                ? []
                : [About($"Columns the catalogue does not know are kept as text: {string.Join(", ", audit.Instance.Drift.Unknown)}.")],
        },
        new()
        {
            Name = "optional-columns",
            Dimension = QualityDimension.Conformity,
            Severity = QualitySeverity.Warning,
            Why = "A column that is no longer sent is null from now on.",
            Look = audit => audit.Instance.Drift.MissingOptional.Count == 0
                ? []
                : [About($"Columns that may be missing are missing: {string.Join(", ", audit.Instance.Drift.MissingOptional)}.")],
        },
        new()
        {
            Name = "rounded-amounts",
            Dimension = QualityDimension.Accuracy,
            Severity = QualitySeverity.Warning,
            Why = "Amounts hold six decimals; more are rounded half to even.",
            Look = audit => audit.Instance.RoundedAmounts == 0
                ? []
                : [About(Text($"{audit.Instance.RoundedAmounts} amounts had more than six decimals and were rounded."))],
        },
    ];

    static IEnumerable<Observation> RejectLimit(QualityAudit audit)
    {
        var (rejected, rows, limit) = (audit.Instance.RowsQuarantined, audit.Instance.RowsIn, audit.Thresholds);
        if (rejected > limit.MaxRejectedRows)
        {
            yield return About(Text(
                $"{rejected} of {rows} rows were rejected, more than the {limit.MaxRejectedRows} of Quality__MaxRejectedRows: {Reasons(audit)}. See the quarantine file."));
        }
        else if (rejected > limit.MaxRejectedFraction * rows)
        {
            yield return About(Text(
                $"{rejected} of {rows} rows were rejected, more than the share of {limit.MaxRejectedFraction:0.####} of Quality__MaxRejectedFraction: {Reasons(audit)}. See the quarantine file."));
        }
    }

    static string Reasons(QualityAudit audit) => string.Join("; ", audit.Instance.RejectReasons
        .OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Take(3)
        .Select(r => Text($"{r.Value} x {r.Key.TrimEnd('.')}")));

    static Observation About(string message) => new(null, message);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
