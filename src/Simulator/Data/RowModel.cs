using System.Collections.Concurrent;

namespace AppleAnalytics.Simulator.Data;

/// <summary>
/// The rows of a date: how many there are, and each from its place alone. A preliminary vintage lacks a few rows, has a few that later
/// vanish, and tells a few counts differently.
/// </summary>
internal sealed class RowModel(SimulatorOptions options)
{
    private readonly ulong _seed = (ulong)options.Seed;
    private readonly int _rowsPerDate = options.EffectiveRowsPerDate;
    private readonly ConcurrentDictionary<ulong, int[]> _repeated = new();

    /// <summary>Candidate rows of a date; 0 when the app had fewer than five users or sells nothing.</summary>
    public int Candidates(AppProfile app, Report report, Granularity granularity, int day)
    {
        if (!Offers(app, report.Family))
        {
            return 0;
        }
        var hash = DateHash(app, report, granularity, day);
        if (app.App.IsTiny)
        {
            // Users of the day; sessions and installs share them, as both count the same opted-in people.
            var users = 2 + (int)(Hash.Of(_seed, (ulong)app.Index, (ulong)day, (ulong)granularity) % 9);
            return report.IsUsage && users < 5 ? 0 : Math.Max(1, (users / 2) + (int)(hash & 1));
        }
        var factor = report.Family switch
        {
            ReportFamily.Engagement => 1.5,
            ReportFamily.Purchases or ReportFamily.SubscriptionState => 0.4,
            ReportFamily.Crashes or ReportFamily.WebPreview or ReportFamily.SubscriptionEvents => 0.5,
            ReportFamily.PreOrders or ReportFamily.AppClips => 0.2,
            ReportFamily.OptIn => 0,
            _ => 1.0,
        };
        factor *= granularity switch { Granularity.Weekly => 1.8, Granularity.Monthly => 2.5, _ => 1.0 };
        factor *= report.IsDetailed ? 0.7 : 1;
        factor *= Day.Of(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.15 : 0.97;
        factor *= 0.9 + (0.2 * Hash.Unit(hash));
        return Math.Max(1, (int)(_rowsPerDate * app.Weight * factor));
    }

    /// <summary>Whether the app has what the report is about: purchases, pre-orders, an app clip.</summary>
    private static bool Offers(AppProfile app, ReportFamily family) => family switch
    {
        ReportFamily.None => false,
        ReportFamily.Purchases or ReportFamily.SubscriptionEvents or ReportFamily.SubscriptionState => app.App.SellsPurchases,
        ReportFamily.PreOrders => app.Index % 6 == 5,
        ReportFamily.AppClips => app.Index % 3 == 0,
        _ => true,
    };

    /// <summary>The part of every row's hash that its date has in common.</summary>
    public ulong DateHash(AppProfile app, Report report, Granularity granularity, int day) =>
        Hash.Of(_seed, (ulong)app.Index, ((ulong)report.Index << 8) | (ulong)granularity, (ulong)day);

    /// <summary>
    /// Candidates with the dimensions of one before them, ascending. No date tells them: Apple's rows are aggregated, so that no two
    /// of a date have all dimensions in common.
    /// </summary>
    public int[] Repeated(AppProfile app, Report report, int day, ulong dateHash, int candidates) =>
        _repeated.GetOrAdd(dateHash, _ => FindRepeated(app, report, day, dateHash, candidates));

    /// <summary>Fills <paramref name="row"/> with candidate <paramref name="i"/>; false when this vintage does not hold it.</summary>
    public static bool TryFill(AppProfile app, Report report, DateSlice slice, ulong dateHash, int[] repeated, int i, Row row)
    {
        if (Array.BinarySearch(repeated, i) >= 0)
        {
            return false;
        }
        var hash = Hash.Of(dateHash, (ulong)i);
        var preliminary = slice.Revision is > 0 and < DateSlice.Correction;
        var fate = (int)(hash >> 56);
        if ((fate == 0 && preliminary && slice.Revision < 3) || (fate is 1 or 2 && !(preliminary && slice.Revision < 3)))
        {
            return false;
        }
        var revised = slice.Revision != 0
            && Hash.OneIn(Hash.Of(hash, (ulong)slice.Revision), slice.Revision == DateSlice.Correction ? 8u : 20u);
        RowFields.Fill(app, report, slice.Day, hash, revised ? 1 : 0, row);
        return true;
    }

    private static int[] FindRepeated(AppProfile app, Report report, int day, ulong dateHash, int candidates)
    {
        var dimensions = report.Columns.Where(c => !Columns.IsNumber(c) && !Columns.IsAmount(c)).ToArray();
        var seen = new HashSet<ulong>(candidates);
        var repeated = new List<int>();
        var row = new Row();
        for (var i = 0; i < candidates; i++)
        {
            RowFields.Fill(app, report, day, Hash.Of(dateHash, (ulong)i), 0, row);
            var key = 0ul;
            foreach (var column in dimensions)
            {
                key = Hash.OfText(key, row.Text[(int)column]);
            }
            if (!seen.Add(key))
            {
                repeated.Add(i);
            }
        }
        return [.. repeated];
    }
}
