using AppleAnalytics.Simulator.Requests;

namespace AppleAnalytics.Simulator.Data;

/// <summary>Which instances a request has on a day, without writing any of them.</summary>
internal sealed class InstanceCalendar(SimulatorOptions options, RowModel rows)
{
    /// <summary>Apple deletes an instance after this many days.</summary>
    public const int WindowDays = 35;

    private const int SnapshotChunkDays = 30;
    private const int CorrectionAge = 9;

    private readonly int? _skipped = options.SkippedDate is { } date ? Day.Number(date) : null;

    /// <summary>Instances listed on day <paramref name="today"/>, oldest first.</summary>
    public IEnumerable<Instance> List(ReportRequest request, AppProfile app, Report report, int today) =>
        List(request, app, report, today - WindowDays, today);

    /// <summary>Instances listed on any day after <paramref name="after"/> + 35 and up to <paramref name="today"/>.</summary>
    public IEnumerable<Instance> List(ReportRequest request, AppProfile app, Report report, int after, int today)
    {
        if (report.Family == ReportFamily.None || today < request.Created + options.DelayDays(request.Access))
        {
            return [];
        }
        return request.Access == ReportAccess.Ongoing
            ? Ongoing(request, app, report, after, today)
            : request.Created > after ? Snapshot(request, app, report) : [];
    }

    /// <summary>The listed instance of this id, or null.</summary>
    public Instance? Find(ReportRequest request, AppProfile app, EntityId id, int today) =>
        id.Report < ReportCatalogue.All.Length
            ? List(request, app, ReportCatalogue.All[id.Report], today).FirstOrDefault(instance => instance.Id == id)
            : null;

    private IEnumerable<Instance> Ongoing(ReportRequest request, AppProfile app, Report report, int after, int today)
    {
        var last = request.Stopped is { } stopped ? Math.Min(today, stopped) : today;
        for (var day = Math.Max(after, request.Created) + 1; day <= last; day++)
        {
            if (Daily(request, app, report, day) is { } daily)
            {
                yield return daily;
            }
            if (Day.Of(day).DayOfWeek == DayOfWeek.Friday && report.Has(Granularity.Weekly))
            {
                // Made on Friday for the week from Monday to Sunday before.
                if (Periodic(request, app, report, Granularity.Weekly, day, day - 11) is { } weekly)
                {
                    yield return weekly;
                }
            }
            if (Day.Of(day).Day == 5 && report.Has(Granularity.Monthly))
            {
                var month = Day.Number(new DateOnly(Day.Of(day).Year, Day.Of(day).Month, 1).AddMonths(-1));
                if (Periodic(request, app, report, Granularity.Monthly, day, month) is { } monthly)
                {
                    yield return monthly;
                }
            }
        }
    }

    private Instance? Daily(ReportRequest request, AppProfile app, Report report, int day)
    {
        if (!report.Has(Granularity.Daily))
        {
            return null;
        }
        var hash = HashOf(app, report, Granularity.Daily, day, 0);

        // Now and then an instance leaves out its oldest date, and now and then it corrects one long complete.
        var dates = report.CompleteAfterDays - (Hash.OneIn(hash >> 8, 29) ? 1 : 0);
        var slices = new List<DateSlice>(dates + 1);
        var told = day == _skipped + 1 ? day - 1 : day;
        for (var age = 1; age <= dates; age++)
        {
            if (told - age != _skipped)
            {
                slices.Add(new DateSlice(told - age, age == report.CompleteAfterDays ? 0 : 2 * age));
            }
        }
        if (Hash.OneIn(hash >> 16, 13) && day - CorrectionAge >= request.Created && day - CorrectionAge != _skipped)
        {
            slices.Add(new DateSlice(day - CorrectionAge, DateSlice.Correction));
        }
        return Make(request, app, report, Granularity.Daily, day, 0, hash, slices);
    }

    private Instance? Periodic(ReportRequest request, AppProfile app, Report report, Granularity granularity, int day, int date) =>
        date < Day.FirstOfHistory
            ? null
            : Make(request, app, report, granularity, day, 0, HashOf(app, report, granularity, day, 0), [new DateSlice(date, 0)]);

    private IEnumerable<Instance> Snapshot(ReportRequest request, AppProfile app, Report report)
    {
        var created = request.Created;
        var first = Math.Max(Day.FirstOfHistory, created - options.HistoryDays);
        foreach (var granularity in Enum.GetValues<Granularity>())
        {
            if (!report.Has(granularity))
            {
                continue;
            }
            var slices = SnapshotSlices(report, granularity, first, created);
            var chunk = options.SnapshotShape == SnapshotShape.OneInstance ? Math.Max(1, slices.Count) : SnapshotChunkDays;
            for (var part = 0; part * chunk < slices.Count; part++)
            {
                var some = slices.GetRange(part * chunk, Math.Min(chunk, slices.Count - (part * chunk)));
                if (Make(request, app, report, granularity, created, part, HashOf(app, report, granularity, created, part + 1), some) is { } made)
                {
                    yield return made;
                }
            }
        }
    }

    private static List<DateSlice> SnapshotSlices(Report report, Granularity granularity, int first, int created)
    {
        var slices = new List<DateSlice>();
        for (var day = created - 1; day >= first; day--)
        {
            var date = Day.Of(day);
            switch (granularity)
            {
                case Granularity.Daily:
                    // Frozen half a day earlier than the ONGOING instance of the same age.
                    var age = created - day;
                    slices.Add(new DateSlice(day, age > report.CompleteAfterDays ? 0 : (2 * age) - 1));
                    break;
                case Granularity.Weekly when date.DayOfWeek == DayOfWeek.Monday && day + 11 <= created:
                case Granularity.Monthly when date.Day == 1 && Day.Number(date.AddMonths(1)) + 4 <= created:
                    slices.Add(new DateSlice(day, 0));
                    break;
            }
        }
        return slices;
    }

    private Instance? Make(
        ReportRequest request, AppProfile app, Report report, Granularity granularity, int day, int part, ulong hash, List<DateSlice> slices)
    {
        var present = slices.Where(slice => rows.Candidates(app, report, granularity, slice.Day) > 0).ToArray();
        if (present.Length == 0)
        {
            return null;
        }
        var id = new EntityId(
            EntityKind.Instance, app.Index, (int)request.Access, request.Generation, report.Index, (int)granularity, day, part, 0);
        var segments = app.Index switch
        {
            0 => 2 + (int)((hash >> 24) % 3),
            < 4 => 1 + (int)((hash >> 24) % 3),
            _ => Hash.OneIn(hash >> 24, 8) ? 2 : 1,
        };
        if (request.Access == ReportAccess.Ongoing && granularity == Granularity.Daily && app.Index >= 4)
        {
            // The smaller apps also see deliveries without rows, and without any file.
            if (Hash.OneIn(hash >> 32, 31))
            {
                segments = 0;
                present = [];
            }
            else if (Hash.OneIn(hash >> 40, 23))
            {
                segments = 1;
                present = [];
            }
        }
        return new Instance(id, app, report, granularity, request.Access, day, segments, present);
    }

    private ulong HashOf(AppProfile app, Report report, Granularity granularity, int day, int part) => Hash.Of(
        Hash.Of((ulong)options.Seed, 0xCA1, (ulong)app.Index, (ulong)report.Index), (ulong)granularity, (ulong)day, (ulong)part);
}
