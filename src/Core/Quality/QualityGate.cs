using System.Globalization;

namespace AppleAnalytics.Quality;

/// <summary>
/// Audits an instance before the first of its dates is published. A critical finding about the file keeps the instance out,
/// one about a date keeps that date out; with <see cref="QualityThresholds.Strict"/> errors do the same.
/// </summary>
public sealed class QualityGate
{
    /// <summary>Audits an instance.</summary>
    public QualityReport Audit(QualityAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var findings = QualityRules.All.SelectMany(rule => rule.Check(audit)).ToList();
        var scores = QualityScores.Of(audit);
        var score = QualityScores.Overall(scores);
        if (score < audit.Thresholds.MinScore)
        {
            findings.Add(new(QualityRules.MinimumScore, scores.MinBy(s => s.Value).Key, QualitySeverity.Critical, null, string.Create(
                CultureInfo.InvariantCulture,
                $"The score is {score:0.####}, below the {audit.Thresholds.MinScore:0.####} of Quality__MinScore; the lowest dimension is {scores.MinBy(s => s.Value).Key}.")));
        }

        bool Blocks(QualityFinding finding) =>
            finding.Severity == QualitySeverity.Critical || (audit.Thresholds.Strict && finding.Severity == QualitySeverity.Error);
        var blockedDates = findings.Where(Blocks).Select(f => f.Date).OfType<DateOnly>().ToHashSet();
        return new()
        {
            Table = audit.Table.Name,
            AppId = audit.AppId,
            ProcessingDate = audit.Vintage.ProcessingDate,
            InstanceId = audit.Vintage.InstanceId,
            AccessType = audit.Vintage.AccessType,
            RowsIn = audit.Instance.RowsIn,
            RowsQuarantined = audit.Instance.RowsQuarantined,
            RejectReasons = audit.Instance.RejectReasons,
            Drift = audit.Instance.Drift,
            Score = score,
            Dimensions = scores,
            Strict = audit.Thresholds.Strict,
            Blocked = findings.Any(f => f.Date is null && Blocks(f)),
            Findings = [.. findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Date).ThenBy(f => f.Rule, StringComparer.Ordinal).ThenBy(f => f.Message, StringComparer.Ordinal)],
            Dates =
            [
                .. audit.Instance.Dates.Select(d => new AuditedDate
                {
                    Date = d.Date,
                    Rows = d.Rows,
                    Sums = d.Sums,
                    Blocked = blockedDates.Contains(d.Date),
                    ComparedWith = audit.Baselines.GetValueOrDefault(d.Date),
                }),
            ],
        };
    }
}
