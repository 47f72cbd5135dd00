using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Truth;

/// <summary>
/// Apple's rule, from the generator's side: for each date, the rows of the instance of highest vintage that holds it. It knows the
/// instances of the requests that exist, as listed on any day from the account's first day (or a day given) up to today.
/// </summary>
internal sealed class TruthModel(Account account)
{
    /// <summary>The dates of a report and granularity, oldest first.</summary>
    /// <param name="app">The app.</param>
    /// <param name="report">The report.</param>
    /// <param name="granularity">The granularity.</param>
    /// <param name="firstDay">The first day on which instances were seen.</param>
    /// <param name="snapshotsFill">Whether a snapshot decides only dates that no ongoing instance holds.</param>
    public IReadOnlyList<TruthDate> Dates(AppProfile app, Report report, Granularity granularity, int firstDay, bool snapshotsFill)
    {
        var today = account.Today;
        var best = new SortedDictionary<int, TruthDate>();
        foreach (var request in account.Requests.Of(app.Index))
        {
            foreach (var instance in account.Calendar.List(request, app, report, Math.Min(firstDay, today) - InstanceCalendar.WindowDays, today))
            {
                if (instance.Granularity != granularity)
                {
                    continue;
                }
                foreach (var slice in instance.Slices)
                {
                    if ((!best.TryGetValue(slice.Day, out var held) || IsNewer(instance, held.Instance, snapshotsFill)) && HasRows(instance, slice))
                    {
                        best[slice.Day] = new TruthDate(slice, instance);
                    }
                }
            }
        }
        return [.. best.Values];
    }

    /// <summary>Visits every row of a date as its deciding instance tells it.</summary>
    public void Visit(TruthDate date, Action<Row> visit)
    {
        var (slice, instance) = date;
        var candidates = account.Rows.Candidates(instance.App, instance.Report, instance.Granularity, slice.Day);
        var hash = account.Rows.DateHash(instance.App, instance.Report, instance.Granularity, slice.Day);
        var repeated = account.Rows.Repeated(instance.App, instance.Report, slice.Day, hash, candidates);
        var row = new Row();
        for (var i = 0; i < candidates; i++)
        {
            if (RowModel.TryFill(instance.App, instance.Report, slice, hash, repeated, i, row))
            {
                visit(row);
            }
        }
    }

    private bool HasRows(Instance instance, DateSlice slice)
    {
        var candidates = account.Rows.Candidates(instance.App, instance.Report, instance.Granularity, slice.Day);
        var hash = account.Rows.DateHash(instance.App, instance.Report, instance.Granularity, slice.Day);
        var repeated = account.Rows.Repeated(instance.App, instance.Report, slice.Day, hash, candidates);
        var row = new Row();
        for (var i = 0; i < candidates; i++)
        {
            if (RowModel.TryFill(instance.App, instance.Report, slice, hash, repeated, i, row))
            {
                return true;
            }
        }
        return false;
    }

    // Processing date, then ONGOING over snapshot, then the request made later, then the instance id.
    private bool IsNewer(Instance a, Instance b, bool snapshotsFill)
    {
        if (snapshotsFill && a.Access != b.Access)
        {
            return a.Access == ReportAccess.Ongoing;
        }
        if (a.ProcessingDay != b.ProcessingDay)
        {
            return a.ProcessingDay > b.ProcessingDay;
        }
        if (a.Access != b.Access)
        {
            return a.Access == ReportAccess.Ongoing;
        }
        if (a.Id.Generation != b.Id.Generation)
        {
            return a.Id.Generation > b.Id.Generation;
        }
        return string.CompareOrdinal(a.Id.ToText(account.Seed), b.Id.ToText(account.Seed)) > 0;
    }
}
