namespace AppleAnalytics.Runs;

/// <summary>Makes requests for runs, each with its id.</summary>
public static class RunRequests
{
    /// <summary>The timer's run of a scheduled UTC date.</summary>
    public static RunRequest Daily(DateOnly scheduled) => new() { RunId = RunIds.Daily(scheduled), Kind = RunKind.Daily, Date = scheduled };

    /// <summary>The daily work, now.</summary>
    /// <param name="date">The day to act as, UTC.</param>
    /// <param name="now">The time, for the id.</param>
    /// <param name="apps">The apps wanted; none named means those of the settings.</param>
    /// <param name="tables">The tables wanted; none named means those of the settings.</param>
    public static RunRequest OnDemand(DateOnly date, DateTimeOffset now, IReadOnlyList<long> apps, IReadOnlyList<string> tables) => new()
    {
        RunId = RunIds.OnDemand(date, now),
        Kind = RunKind.OnDemand,
        Date = date,
        Apps = apps,
        Tables = tables,
    };

    /// <summary>A past range of metric dates.</summary>
    /// <param name="from">The first metric date.</param>
    /// <param name="to">The last metric date.</param>
    /// <param name="apps">The apps wanted; none named means those of the settings.</param>
    /// <param name="tables">The tables wanted; none named means those of the settings.</param>
    /// <param name="snapshot">Whether one-time snapshots are requested and read too.</param>
    /// <param name="today">The day to act as, UTC.</param>
    public static RunRequest Backfill(
        DateOnly from, DateOnly to, IReadOnlyList<long> apps, IReadOnlyList<string> tables, bool snapshot, DateOnly today) => new()
    {
        RunId = RunIds.Backfill(from, to, apps, tables, snapshot),
        Kind = RunKind.Backfill,
        Date = today,
        From = from,
        To = to,
        Apps = apps,
        Tables = tables,
        Snapshot = snapshot,
    };
}
