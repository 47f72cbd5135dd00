namespace AppleAnalytics.Lake;

/// <summary>Consecutive dates.</summary>
/// <param name="From">The first date.</param>
/// <param name="To">The last date, not before the first.</param>
public readonly record struct DateRange(DateOnly From, DateOnly To)
{
    /// <summary>The dates, ascending.</summary>
    public IEnumerable<DateOnly> Dates
    {
        get
        {
            for (var date = From; date <= To; date = date.AddDays(1))
            {
                yield return date;
            }
        }
    }

    /// <summary>Whether a date is in the range.</summary>
    public bool Contains(DateOnly date) => date >= From && date <= To;

    /// <summary>The dates of a window that are not among those held, as ranges, ascending.</summary>
    public static IReadOnlyList<DateRange> Missing(DateRange window, IReadOnlySet<DateOnly> held)
    {
        ArgumentNullException.ThrowIfNull(held);
        var ranges = new List<DateRange>();
        DateOnly? from = null;
        for (var date = window.From; date <= window.To; date = date.AddDays(1))
        {
            if (!held.Contains(date))
            {
                from ??= date;
            }
            else if (from is { } start)
            {
                ranges.Add(new(start, date.AddDays(-1)));
                from = null;
            }
        }

        if (from is { } last)
        {
            ranges.Add(new(last, window.To));
        }

        return ranges;
    }
}
