using AppleAnalytics.Apple;
using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Runs;

/// <summary>Turns settings, a request and the apps Apple lists into the plan of a run, and keeps the directory of apps.</summary>
public sealed class RunPlanner(
    AppStoreConnectClient apple,
    AppleOptions appleOptions,
    AppsOptions appsOptions,
    ReportsOptions reportsOptions,
    QualityThresholds thresholds,
    FreshnessOptions freshness,
    AppDirectory directory)
{
    /// <summary>Plans a run.</summary>
    /// <exception cref="TransientAppleException">Apple could not be reached.</exception>
    public async Task<PlanOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var unknown = request.Tables.FirstOrDefault(t => ReportCatalogue.Canonical(t) is null);
        if (unknown is not null)
        {
            return Refused(
                $"There is no table '{unknown}'.", $"Ask for tables among {ReportCatalogue.KnownTables}.", ApiUsage.None);
        }

        var meter = new ApiUsageMeter();
        var listed = await apple.ListAppsAsync(meter, cancellationToken);
        if (listed.DeferredUntil is { } until)
        {
            return new() { State = PlanState.Deferred, DeferredUntil = until, Message = listed.Message, WhatToDo = "", Usage = meter.Total };
        }

        if (!listed.IsOk)
        {
            return Refused($"The apps could not be listed: {listed.Message}", "Mend the API key or its settings, then start the run again.", meter.Total);
        }

        var all = listed.Required;
        await directory.RecordAsync(
            [.. all.Select(a => new KnownApp { Id = a.Id, Name = a.Name, BundleId = a.BundleId, Sku = a.Sku })], request.Date, cancellationToken);
        var wanted = request.Apps.Count > 0 ? request.Apps : appsOptions.Include;
        var unseen = wanted.Where(id => all.All(a => a.Id != id)).Order().Select(id => new RunFailure(
            id,
            "",
            "",
            $"The API key does not see the app {id}.",
            request.Apps.Count > 0
                ? "Ask for apps of this account by their Apple ID, or give the key access to it."
                : "Correct Apps__Include, or give the key access to it.")).ToList();
        var apps = all
            .Where(a => wanted.Count == 0 || wanted.Contains(a.Id))
            .Where(a => request.Apps.Count > 0 || !appsOptions.Exclude.Contains(a.Id))
            .OrderBy(a => a.Id)
            .Select(a => new PlannedApp(a.Id, a.Name))
            .ToList();
        return apps.Count > 0 ? new() { State = PlanState.Planned, Plan = Plan(request, apps, unseen), Usage = meter.Total }
            : unseen.Count > 0 ? Refused(string.Join(' ', unseen.Select(u => u.Message)), unseen[0].WhatToDo, meter.Total)
            : Refused("There is no app to work on.", "Check Apps__Include and Apps__Exclude, and which apps the API key may see.", meter.Total);
    }

    RunPlan Plan(RunRequest request, IReadOnlyList<PlannedApp> apps, IReadOnlyList<RunFailure> unseen)
    {
        IReadOnlyList<string> names = request.Tables.Count > 0 ? [.. request.Tables.Select(t => ReportCatalogue.Canonical(t)!).Distinct()] : reportsOptions.Tables;
        var windows = ReportCatalogue.All
            .Where(t => names.Contains(t.Name))
            .Select(t => ProcessingWindow.Of(t, request.From, request.To, request.Date, request.Snapshot))
            .ToList();

        // The timer's run takes whatever Apple has; a run told to act as a day takes nothing that came after it.
        DateOnly? newest = request.Kind == RunKind.OnDemand ? request.Date : null;
        return new()
        {
            Request = request,
            Apps = apps,
            Tables = [.. windows.Select(w => newest is { } day && (w.Table.ProcessingTo ?? DateOnly.MaxValue) > day ? w.Table with { ProcessingTo = day } : w.Table)],
            Reviews = names.Contains(ReportCatalogue.Reviews) && request.Kind != RunKind.Snapshot,
            HistoryOnFirstRun = appleOptions.HistoryOnFirstRun && request.Kind is (RunKind.Daily or RunKind.OnDemand),
            Unavailable = [.. windows.SelectMany(w => w.Unavailable)],
            Failures = unseen,
            Thresholds = thresholds,
            FreshnessSlaHours = freshness.SlaHours,
            QuotaKey = appleOptions.QuotaKey,
        };
    }

    static PlanOutcome Refused(string message, string whatToDo, ApiUsage usage) =>
        new() { State = PlanState.Refused, Message = message, WhatToDo = whatToDo, Usage = usage };
}
