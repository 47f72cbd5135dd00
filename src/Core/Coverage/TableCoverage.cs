using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;

namespace AppleAnalytics.Coverage;

/// <summary>
/// Judges the dates of one table and app from what is published, what the ledger knows of deliveries and which snapshots were read.
/// A pure function of these: it asks neither Apple nor a clock.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="manifest">What is published.</param>
/// <param name="deliveries">The ledger's entries of the table and app.</param>
/// <param name="requests">The app's report requests; empty when nothing is known of them.</param>
/// <param name="today">The day to act as, UTC.</param>
public sealed class TableCoverage(
    TableDefinition table, PartitionManifest manifest, IReadOnlyCollection<LedgerEntry> deliveries, ReportRequestState requests, DateOnly today)
{
    /// <summary>Neighbours needed to call an absent date a gap.</summary>
    const int LeastNeighbours = 3;

    readonly DateOnly? _newestDelivery = deliveries.Count == 0 ? null : deliveries.Max(d => d.ProcessingDate);

    readonly KnownRequest? _snapshot = requests.Requests.LastOrDefault(r => r.AccessType == AccessType.OneTimeSnapshot);

    /// <summary>The snapshot that has told all it holds of this table, or null.</summary>
    KnownRequest? Told => _snapshot?.ReadTables?.Contains(table.Name) == true ? _snapshot : null;

    /// <summary>Neighbours looked at on either side: a week of days, two weeks of Mondays, one month.</summary>
    int Reach => table.Granularity switch { Granularity.Daily => 7, Granularity.Weekly => 2, _ => 1 };

    /// <summary>The state of every date of a range the table can hold, ascending.</summary>
    public IReadOnlyList<(DateOnly Date, DateState State)> Judge(DateOnly from, DateOnly to)
    {
        var first = from < table.HistoryStart ? table.HistoryStart : from;
        var states = Dates(first, to).Select(d => (Date: d, State: Known(d))).ToList();
        for (var i = 0; i < states.Count; i++)
        {
            if (states[i].State is null)
            {
                var end = i;
                while (end + 1 < states.Count && states[end + 1].State is null)
                {
                    end++;
                }

                var state = IsGap(states[i].Date, states[end].Date) ? DateState.Missed : DateState.UnderFloor;
                for (; i <= end; i++)
                {
                    states[i] = (states[i].Date, state);
                }
            }
        }

        return [.. states.Select(s => (s.Date, s.State!.Value))];
    }

    /// <summary>What can still bring a date.</summary>
    public GapFill Fill(DateOnly date)
    {
        var oldest = today.AddDays(-ProcessingWindow.RetentionDays);
        if (Covering(date).Any(d => !d.IsSettled && d.ProcessingDate >= oldest) || (LastDelivery(date) is var last && last >= oldest && last > _newestDelivery))
        {
            return GapFill.Delivery;
        }

        // A snapshot holds what Apple called complete when it was made; one that was read and lacks the date will not get it.
        var isHeldByNone = Told is { } read && date.AddDays(table.CompleteAfterDays) < DateOnly.FromDateTime(read.FirstSeen);
        return date >= table.HistoryStart && !isHeldByNone ? GapFill.Snapshot : GapFill.Nothing;
    }

    /// <summary>What is certain of a date; null when its neighbours must tell.</summary>
    DateState? Known(DateOnly date)
    {
        if (manifest.Partitions.ContainsKey(date))
        {
            return DateState.Present;
        }

        var covering = Covering(date);
        return covering.Any(d => d.Outcome is InstanceOutcome.Listed or InstanceOutcome.Failed or InstanceOutcome.AwaitingSegments) ? DateState.NotReady
            : covering.Any(d => d.Outcome == InstanceOutcome.Parked) ? DateState.Missed
            : covering.Any(d => d.Outcome == InstanceOutcome.HeaderOnly) && covering.All(d => d.Outcome is InstanceOutcome.HeaderOnly or InstanceOutcome.Empty) ? DateState.HeaderOnly
            : LastDelivery(date) >= today ? DateState.NotReady
            : null;
    }

    /// <summary>Whether everything around a stretch without dates is there.</summary>
    bool IsGap(DateOnly from, DateOnly to)
    {
        if (manifest.Partitions.Count == 0)
        {
            return false;
        }

        var (first, last) = (manifest.Partitions.Keys.First(), manifest.Partitions.Keys.Last());
        if (to < first)
        {
            // Before the first delivery only a snapshot knows; one that was read has told.
            return Told is null;
        }

        // The stretch may be longer than the range asked for; its neighbours are what stands around the whole of it. Behind the newest
        // date that Apple can have finished nothing is a neighbour yet.
        var before = Dates(from.AddDays(-31 * Reach), from.AddDays(-1)).Where(d => d >= first).Reverse().SkipWhile(d => Known(d) is null).Take(Reach);
        var after = Dates(to.AddDays(1), to.AddDays(31 * Reach)).Where(d => d <= last).SkipWhile(d => Known(d) is null).Take(Reach);
        var neighbours = before.Concat(after).ToList();
        return neighbours.Count >= Math.Min(LeastNeighbours, Reach * 2) && neighbours.TrueForAll(d => Known(d) is DateState.Present or DateState.HeaderOnly);
    }

    List<LedgerEntry> Covering(DateOnly date) => [.. deliveries.Where(d => d.ProcessingDate > date && d.ProcessingDate <= LastDelivery(date))];

    /// <summary>The last processing date whose delivery tells of a date.</summary>
    DateOnly LastDelivery(DateOnly date) => date.AddDays(table.CompleteAfterDays);

    IEnumerable<DateOnly> Dates(DateOnly from, DateOnly to)
    {
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            if (table.Granularity switch
            {
                Granularity.Weekly => date.DayOfWeek == DayOfWeek.Monday,
                Granularity.Monthly => date.Day == 1,
                _ => true,
            })
            {
                yield return date;
            }
        }
    }
}
