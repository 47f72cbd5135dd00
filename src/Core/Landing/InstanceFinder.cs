using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Telemetry;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Landing;

/// <summary>
/// Finds the instances of one table that Apple lists and the ledger does not hold as settled or parked; costs one call in steady
/// state. Instances Apple deletes within three days come first, oldest first, because they cannot be had again; then the
/// newest, because they win their dates. Found instances are recorded as listed, so that freshness can count the hours.
/// </summary>
public sealed class InstanceFinder(
    AppStoreConnectClient client, ReportIdCache reportIds, InstanceLedger ledger, TimeProvider time, ILogger<InstanceFinder> logger)
{
    /// <summary>Days after which Apple deletes an instance (Apple, "Downloading Analytics Reports").</summary>
    public const int AppleKeepsDays = 35;

    const int UrgentDays = 3;

    /// <summary>Finds the instances.</summary>
    /// <exception cref="TransientAppleException">Apple cannot be reached now.</exception>
    /// <exception cref="TransientLakeException">The lake cannot be reached now.</exception>
    public async Task<FindInstancesOutcome> RunAsync(FindInstancesInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var trace = StepTrace.Begin("find", logger, input.RunId, input.AppId, input.Table);
        var meter = new ApiUsageMeter();
        var outcome = await FindAsync(input, meter, cancellation) with { Usage = meter.Total };
        LandingLog.Searched(logger, input.RunId, input.AppId, input.Table, outcome.State, outcome.Listed, outcome.Instances.Count);
        trace.Ended($"{outcome.State}");
        return outcome;
    }

    async Task<FindInstancesOutcome> FindAsync(FindInstancesInput input, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var table = ReportCatalogue.Get(input.Table);
        var listed = await ListAsync(input, table, meter, cancellation);
        if (!listed.IsOk)
        {
            return Failure(listed);
        }

        if (listed.Value is not { Count: > 0 } instances)
        {
            return new()
            {
                State = FindInstancesState.NotReady,
                Message = listed.Value is null
                    ? $"Apple does not list the report '{table.Report}' yet; its first data comes a day or two after the request."
                    : table.HasUserFloor
                        ? $"Apple lists no instance of '{table.Report}'; the first comes a day or two after the request, and only for days on which at least five users opted in."
                        : $"Apple lists no instance of '{table.Report}'; the first comes a day or two after the request.",
            };
        }

        var known = await ledger.ReadAsync(input.AppId, cancellation);
        var due = instances
            .Where(i => (input.ProcessingFrom is not { } from || i.ProcessingDate >= from) && (input.ProcessingTo is not { } to || i.ProcessingDate <= to))
            .Where(i => (input.IncludeSettled || !known.IsSettled(i.Id)) && (input.IncludeParked || !known.IsParked(i.Id)))
            .DistinctBy(i => i.Id)
            .ToList();
        if (due.Count == 0)
        {
            return new() { State = FindInstancesState.NothingNew, Listed = instances.Count, Newest = instances.Max(i => i.ProcessingDate) };
        }

        var ordered = Order(due, input.Today).Select(i => Reference(input, table, i)).ToList();
        await ledger.RecordListedAsync(input.AppId, ordered, time.GetUtcNow(), cancellation);
        return new()
        {
            State = FindInstancesState.Found,
            Listed = instances.Count,
            Newest = instances.Max(i => i.ProcessingDate),
            Instances = ordered,
            Unsettled = due.Count(i => !known.IsSettled(i.Id)),
        };
    }

    /// <returns>The instances; an ok result without value when Apple does not list the report.</returns>
    async Task<AppleResult<IReadOnlyList<AnalyticsReportInstance>?>> ListAsync(
        FindInstancesInput input, TableDefinition table, ApiUsageMeter meter, CancellationToken cancellation)
    {
        string? unknown = null;
        while (true)
        {
            var report = await reportIds.ResolveAsync(input.AppId, input.RequestId, table.Report, meter, cancellation);
            if (!report.IsOk)
            {
                return report.As<IReadOnlyList<AnalyticsReportInstance>?>();
            }

            // Listed under the id Apple just said it does not know: the report is about to appear or to go, not ready either way.
            if (report.Value is null || report.Value == unknown)
            {
                return new() { Kind = AppleResultKind.Ok };
            }

            var listed = await client.ListInstancesAsync(report.Value, table.Granularity, null, meter, cancellation);
            if (listed.IsOk)
            {
                return new() { Kind = AppleResultKind.Ok, Value = listed.Required };
            }

            if (listed.Kind != AppleResultKind.NotFound || unknown is not null)
            {
                return listed.As<IReadOnlyList<AnalyticsReportInstance>?>();
            }

            LandingLog.ReportIdForgotten(logger, input.AppId, input.Table, report.Value);
            unknown = report.Value;
            await reportIds.ForgetAsync(input.AppId, input.RequestId, cancellation);
        }
    }

    /// <summary>Those Apple deletes soon, oldest first; then the others, newest first; ids break ties, so that every run has one order.</summary>
    internal static IEnumerable<AnalyticsReportInstance> Order(IReadOnlyList<AnalyticsReportInstance> instances, DateOnly today)
    {
        var urgent = today.AddDays(UrgentDays - AppleKeepsDays);
        return instances.Where(i => i.ProcessingDate <= urgent).OrderBy(i => i.ProcessingDate).ThenBy(i => i.Id, StringComparer.Ordinal)
            .Concat(instances.Where(i => i.ProcessingDate > urgent).OrderByDescending(i => i.ProcessingDate).ThenBy(i => i.Id, StringComparer.Ordinal));
    }

    static InstanceReference Reference(FindInstancesInput input, TableDefinition table, AnalyticsReportInstance instance) => new()
    {
        Table = table.Name,
        AppId = input.AppId,
        RequestId = input.RequestId,
        AccessType = input.AccessType,
        RequestSequence = input.RequestSequence,
        ProcessingDate = instance.ProcessingDate,
        InstanceId = instance.Id,
        RunId = input.RunId,
    };

    static FindInstancesOutcome Failure<T>(AppleResult<T> result) => new()
    {
        State = result.Kind switch
        {
            AppleResultKind.Deferred => FindInstancesState.Deferred,
            AppleResultKind.NotFound => FindInstancesState.Gone,
            AppleResultKind.AgreementMissing => FindInstancesState.AgreementMissing,
            _ => FindInstancesState.Refused,
        },
        DeferredUntil = result.DeferredUntil,
        Message = result.Message,
    };
}
