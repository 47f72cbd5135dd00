using System.Globalization;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Catalog;

/// <summary>
/// The step that answers two questions from manifests and ledgers alone: is anything Apple listed still unsettled after the
/// limit (the pipeline), and is the newest date as new as the report's lateness allows (the data). The second is asked only
/// for apps that usually deliver, because Apple withholds small apps and a new app has nothing yet.
/// </summary>
/// <param name="manifests">What is published.</param>
/// <param name="ledger">What became of instances.</param>
public sealed class FreshnessVerifier(PartitionManifests manifests, InstanceLedger ledger)
{
    // Four weeks tell a habit from a gap; a week is the least to judge by.
    const int HabitDays = 28;
    const int LeastDays = 7;

    /// <summary>Judges.</summary>
    public async Task<FreshnessOutcome> RunAsync(FreshnessInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var ledgers = new Dictionary<long, LedgerSnapshot>();
        foreach (var app in input.AppIds.Distinct())
        {
            ledgers[app] = await ledger.ReadAsync(app, cancellation);
        }

        var tables = new List<TableFreshness>();
        foreach (var name in input.Tables)
        {
            if (ReportCatalogue.TryGet(name, out var table))
            {
                tables.Add(await JudgeAsync(table, input, ledgers, cancellation));
            }
        }

        var late = tables.Where(t => t.LateApps.Count > 0 || t.Unsettled > 0).ToList();
        return new() { Fresh = late.Count == 0, Tables = tables, Message = string.Join(" ", late.Select(Describe)) };
    }

    /// <summary>The newest metric date that must be published by now: what Apple calls complete, with the limit as grace.</summary>
    public static DateOnly ExpectedDate(TableDefinition table, DateTimeOffset now, double slaHours)
    {
        ArgumentNullException.ThrowIfNull(table);
        var day = DateOnly.FromDateTime(now.UtcDateTime.AddHours(-slaHours));
        return table.Granularity switch
        {
            // Made on Friday for the Monday to Sunday before; the row's date is the Monday.
            Granularity.Weekly => Monday(day.AddDays(-4)).AddDays(-7),

            // Made on the fifth; the row's date is the first of the month before.
            Granularity.Monthly => First(day.AddDays(-4)).AddMonths(-1),
            _ => day.AddDays(-table.CompleteAfterDays),
        };
    }

    async Task<TableFreshness> JudgeAsync(
        TableDefinition table, FreshnessInput input, Dictionary<long, LedgerSnapshot> ledgers, CancellationToken cancellation)
    {
        var expected = ExpectedDate(table, input.Now, input.SlaHours);
        var (late, judged, unconfirmed) = (new List<long>(), 0, 0);
        DateOnly? newest = null;
        foreach (var app in ledgers.Keys.Order())
        {
            var partitions = (await manifests.ReadAsync(table.Name, app, cancellation)).Partitions;
            if (partitions.Count == 0)
            {
                continue;
            }

            var last = partitions.Keys.Max();
            newest = newest is null || last > newest ? last : newest;
            unconfirmed += partitions.Values.Count(p => p.UnconfirmedSince is not null);
            if (UsuallyDelivers(table, partitions.Keys, expected))
            {
                judged++;
                if (last < expected)
                {
                    late.Add(app);
                }
            }
        }

        var entries = ledgers.Values.SelectMany(l => l.Entries.Values).Where(e => e.Table == table.Name).ToList();
        return new()
        {
            Table = table.Name,
            NewestDate = newest,
            ExpectedDate = expected,
            AppsJudged = judged,
            LateApps = late,
            Unsettled = entries.Count(e => !e.IsSettled && e.Outcome is not (InstanceOutcome.Parked or InstanceOutcome.AwaitingSegments) && ListedAt(e) < input.Now.AddHours(-input.SlaHours)),
            Parked = entries.Count(e => e.Outcome == InstanceOutcome.Parked),
            Unconfirmed = unconfirmed,
        };
    }

    // Half of the days from its first one on, counted up to the day that is judged.
    static bool UsuallyDelivers(TableDefinition table, ICollection<DateOnly> dates, DateOnly expected)
    {
        if (table.Granularity != Granularity.Daily)
        {
            return true;
        }

        var from = dates.Min() is var first && first > expected.AddDays(-HabitDays) ? first : expected.AddDays(-HabitDays);
        var days = expected.DayNumber - from.DayNumber;
        return days >= LeastDays && dates.Count(d => d >= from && d < expected) * 2 >= days;
    }

    // An instance whose listing was not recorded counts from the end of its processing date.
    static DateTimeOffset ListedAt(LedgerEntry entry) =>
        entry.ListedAt ?? new DateTimeOffset(entry.ProcessingDate.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    static string Describe(TableFreshness table)
    {
        var parts = new List<string>();
        if (table.LateApps.Count > 0)
        {
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{table.LateApps.Count} of {table.AppsJudged} apps have no {table.ExpectedDate:yyyy-MM-dd} yet (apps {string.Join(", ", table.LateApps.Take(5))}{(table.LateApps.Count > 5 ? ", …" : "")})"));
        }

        if (table.Unsettled > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{table.Unsettled} listed instances are not settled in time"));
        }

        return $"{table.Table}: {string.Join("; ", parts)}.";
    }
}
