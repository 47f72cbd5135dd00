using System.Globalization;
using AppleAnalytics.Curation;
using static AppleAnalytics.Quality.QualityRule;

namespace AppleAnalytics.Quality;

/// <summary>
/// Compares a date with what stood published, once both deliveries are past completeness. Apple restates such dates by
/// 0.05 to 0.2 percent; far more is worth a look and is published all the same, because it is Apple's own correction.
/// </summary>
internal static class RestatementRule
{
    // Below these a few events are a large share.
    const decimal FewRows = 50;
    const decimal SmallSum = 100;

    public static QualityRule Instance { get; } = new()
    {
        Name = "restatement",
        Dimension = QualityDimension.Accuracy,
        Severity = QualitySeverity.Warning,
        Why = "A complete date whose rows or sums change by more than Quality__MaxRestatement was restated unusually, or one of the two deliveries is wrong.",
        Look = audit => audit.Instance.Dates.SelectMany(date => Changes(audit, date)
            .OrderByDescending(c => c.Change).Take(1)
            .Select(c => new Observation(date.Date, c.Message))),
    };

    /// <summary>The changes of a date that are worth knowing; empty when there is nothing to compare with.</summary>
    public static IEnumerable<(decimal Change, string Message)> Changes(QualityAudit audit, CuratedDate date)
    {
        if (audit.Baselines.GetValueOrDefault(date.Date) is not { } before || !IsComparable(audit, date.Date, before))
        {
            yield break;
        }

        foreach (var (what, was, now, small) in Figures(date, before, FewRows, SmallSum))
        {
            var larger = Math.Max(Math.Abs(was), Math.Abs(now));
            var change = larger < small ? 0 : Math.Abs(now - was) / larger;
            if (change > (decimal)audit.Thresholds.MaxRestatement)
            {
                yield return (change, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} of {date.Date:yyyy-MM-dd} changed from {was:0.######} (instance {before.Vintage.InstanceId} of {before.Vintage.ProcessingDate:yyyy-MM-dd}) to {now:0.######} in this one, by {change:0%} of the larger, though the date was complete in both."));
            }
        }
    }

    /// <summary>Whether both deliveries hold the date as complete.</summary>
    public static bool IsComparable(QualityAudit audit, DateOnly date, QualityBaseline before) =>
        DeliveryWindow.IsComplete(audit.Table, date, audit.Vintage) && DeliveryWindow.IsComplete(audit.Table, date, before.Vintage);

    static IEnumerable<(string What, decimal Was, decimal Now, decimal Small)> Figures(CuratedDate date, QualityBaseline before, decimal fewRows, decimal smallSum)
    {
        yield return ("Rows", before.Rows, date.Rows, fewRows);
        foreach (var (measure, now) in date.Sums.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (before.Sums.TryGetValue(measure, out var was))
            {
                yield return (measure, was, now, smallSum);
            }
        }
    }
}
