using System.Globalization;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;

namespace AppleAnalytics.Coverage;

/// <summary>How every app stands and what to do next, from the lake and the last run report alone.</summary>
/// <param name="apps">The apps seen.</param>
/// <param name="requests">What is known of report requests.</param>
/// <param name="manifests">What is published.</param>
/// <param name="gaps">Finds gaps.</param>
/// <param name="runs">The run reports.</param>
public sealed class AppStatuses(AppDirectory apps, RegistryMirror requests, PartitionManifests manifests, GapDetector gaps, RunReportPublisher runs)
{
    /// <summary>Days after the first request until an app without data is one without users; Apple says 24 to 48 hours.</summary>
    const int FirstDataDays = 3;

    /// <summary>Days after which an app the key no longer shows counts as gone.</summary>
    const int GoneAfterDays = 7;

    /// <summary>Reads it, by app id.</summary>
    /// <param name="tables">The tables wanted.</param>
    /// <param name="today">The day to act as, UTC.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyList<AppStatus>> ReadAsync(IReadOnlyList<string> tables, DateOnly today, CancellationToken cancellation = default)
    {
        var last = await runs.ReadLatestAsync(cancellation);
        var statuses = new List<AppStatus>();
        foreach (var app in (await apps.ReadAsync(cancellation)).Values.OrderBy(a => a.Id))
        {
            statuses.Add(await ReadAsync(app, tables, today, last, cancellation));
        }

        return statuses;
    }

    async Task<AppStatus> ReadAsync(KnownApp app, IReadOnlyList<string> tables, DateOnly today, RunReport? last, CancellationToken cancellation)
    {
        var (held, newest) = (0, (DateOnly?)null);
        foreach (var table in tables.Where(t => t != ReportCatalogue.Reviews))
        {
            if ((await manifests.ReadAsync(table, app.Id, cancellation)).Partitions is { Count: > 0 } partitions)
            {
                held++;
                newest = newest is { } known && known > partitions.Keys.Last() ? known : partitions.Keys.Last();
            }
        }

        var registry = await requests.LoadAsync(app.Id, cancellation) ?? new();
        var condition = Condition(app, registry, held > 0, today);
        var found = await gaps.RunAsync(new([app.Id], tables, today), cancellation);
        List<Gap> missed = [.. found.Gaps.Where(g => g.State == DateState.Missed)];
        var status = new AppStatus
        {
            Id = app.Id,
            Name = app.Name,
            Condition = condition,
            Since = Since(app, registry, condition),
            Tables = held,
            NewestDate = newest,
            Missed = missed.Sum(g => g.Dates),
            Fillable = missed.Where(g => g.Fill != GapFill.Nothing).Sum(g => g.Dates),
        };
        return status with { WhatToDo = WhatToDo(status, registry, missed, last) };
    }

    static AppCondition Condition(KnownApp app, ReportRequestState registry, bool hasData, DateOnly today)
    {
        var ongoing = ReportRequestRegistry.Active(registry, AccessType.Ongoing);
        return ReportRequestRegistry.Standing(registry, AccessType.Ongoing, DateTime.MaxValue) switch
        {
            _ when app.LastSeen.AddDays(GoneAfterDays) < today => AppCondition.Gone,
            RequestStanding.AgreementMissing => AppCondition.AgreementMissing,
            RequestStanding.Ghost => AppCondition.Ghost,
            RequestStanding.Refused => AppCondition.Refused,
            RequestStanding.Stopped => AppCondition.Stopped,
            _ when hasData => AppCondition.Ready,
            RequestStanding.None or RequestStanding.Creating => AppCondition.NotRequested,
            _ => DateOnly.FromDateTime(ongoing!.FirstSeen).AddDays(FirstDataDays) > today ? AppCondition.WaitingForFirstData : AppCondition.NoUsersYet,
        };
    }

    static DateOnly? Since(KnownApp app, ReportRequestState registry, AppCondition condition) => condition switch
    {
        AppCondition.Gone => app.LastSeen,
        AppCondition.Stopped => Day(ReportRequestRegistry.Active(registry, AccessType.Ongoing)?.Stopped),
        AppCondition.WaitingForFirstData or AppCondition.NoUsersYet => Day(ReportRequestRegistry.Active(registry, AccessType.Ongoing)?.FirstSeen),
        AppCondition.AgreementMissing or AppCondition.Ghost or AppCondition.Refused => Day(ReportRequestRegistry.Problem(registry, AccessType.Ongoing)?.At),
        _ => null,
    };

    static string WhatToDo(AppStatus status, ReportRequestState registry, List<Gap> missed, RunReport? last) => status.Condition switch
    {
        AppCondition.AgreementMissing => RequestAdvice.AcceptAgreement,
        AppCondition.Ghost => RequestAdvice.AskAboutGhost,
        AppCondition.Refused => RequestAdvice.UseAdminKey,
        AppCondition.Stopped => "Nothing: the next run reads what it still holds and makes it anew.",
        AppCondition.Gone => "Nothing, if the app was removed; else give the key access to it.",
        AppCondition.NotRequested => "Start a run.",
        AppCondition.WaitingForFirstData => string.Create(
            CultureInfo.InvariantCulture, $"Wait until {status.Since!.Value.AddDays(FirstDataDays - 1):yyyy-MM-dd}: Apple's first data come 24 to 48 hours after the request."),
        AppCondition.NoUsersYet => "Nothing: Apple reports it once there is something to report, and usage from five opted-in users a day on.",
        _ => last?.Failures.FirstOrDefault(f => f.AppId == status.Id && f.NeedsPerson)?.WhatToDo
            ?? missed.FirstOrDefault(g => g.Fill == GapFill.Delivery)?.WhatToDo
            ?? (ReportRequestRegistry.Active(registry, AccessType.OneTimeSnapshot) is { UnreadTables: not null, FirstDelivered: null } snapshot
                ? string.Create(CultureInfo.InvariantCulture, $"Nothing: its history was requested on {snapshot.FirstSeen:yyyy-MM-dd} and is read when Apple has made it.")
                : missed.FirstOrDefault(g => g.Fill != GapFill.Nothing)?.WhatToDo
                ?? (missed.Count > 0 ? "Nothing can bring the missed dates: no delivery and no snapshot holds them." : "")),
    };

    static DateOnly? Day(DateTime? time) => time is { } known ? DateOnly.FromDateTime(known) : null;
}
