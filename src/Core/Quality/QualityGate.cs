namespace AppleAnalytics.Quality;

/// <summary>
/// Audits an instance before the first of its dates is published. A critical finding about the file keeps the instance out,
/// one about a date keeps that date out.
/// </summary>
public sealed class QualityGate
{
    /// <summary>Audits an instance.</summary>
    public QualityReport Audit(QualityAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var findings = QualityRules.All.SelectMany(rule => rule.Check(audit)).ToList();
        var blockedDates = findings.Where(f => f.Blocks).Select(f => f.Date).OfType<DateOnly>().ToHashSet();
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
            Score = QualityScores.Overall(audit.Scores),
            Dimensions = audit.Scores,
            EmptyShares = EmptyShares(audit),
            Strict = audit.Thresholds.Strict,
            Blocked = findings.Any(f => f.Date is null && f.Blocks),
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

    static SortedDictionary<string, double> EmptyShares(QualityAudit audit)
    {
        var shares = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var column in audit.Instance.Dates.SelectMany(d => d.Nulls.Keys).Distinct())
        {
            shares[column] = Math.Round((double)audit.Instance.Dates.Sum(d => d.Nulls.GetValueOrDefault(column)) / audit.RowsCurated, 4, MidpointRounding.ToEven);
        }

        return shares;
    }
}
