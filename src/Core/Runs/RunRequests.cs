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
    /// <param name="replace">Whether snapshots replace the range's dates, by vintage, instead of only filling. Default is false.</param>
    /// <param name="noWait">Whether nothing waits for snapshots that are not ready. Default is false.</param>
    public static RunRequest Backfill(
        DateOnly from,
        DateOnly to,
        IReadOnlyList<long> apps,
        IReadOnlyList<string> tables,
        bool snapshot,
        DateOnly today,
        bool replace = false,
        bool noWait = false) => new()
    {
        RunId = RunIds.Backfill(from, to, apps, tables, snapshot, replace),
        Kind = RunKind.Backfill,
        Date = today,
        From = from,
        To = to,
        Apps = apps,
        Tables = tables,
        Snapshot = snapshot,
        Replace = replace,
        NoWait = noWait,
    };

    /// <summary>A look at one app's one-time snapshot.</summary>
    /// <param name="today">The day to act as, UTC.</param>
    /// <param name="appId">Apple's identifier of the app.</param>
    /// <param name="tables">The tables to read.</param>
    public static RunRequest Snapshot(DateOnly today, long appId, IReadOnlyList<string> tables) => new()
    {
        RunId = RunIds.Snapshot(today, appId),
        Kind = RunKind.Snapshot,
        Date = today,
        Apps = [appId],
        Tables = tables,
        Snapshot = true,
    };
}
