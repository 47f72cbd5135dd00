using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Parquet;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using AppleAnalytics.Telemetry;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Curation;

/// <summary>
/// The step that turns a landed instance into partitions: curate, audit every date, then publish date by date, then the
/// manifest, then the ledger. A kill at any point leaves the instance unsettled, and running the step again finishes it;
/// what was done is found done.
/// </summary>
public sealed class InstancePublisher
{
    /// <summary>
    /// Days after its processing date until an instance without segments counts as empty. Apple lists an instance before its
    /// segments at times; until then every run asks for them again, which costs one call for such an instance and none for others.
    /// </summary>
    public const int SegmentGraceDays = 2;

    const int MaxFindings = 5;

    readonly RawInstances _raw;
    readonly Func<CurationInput, CancellationToken, Task<CuratedInstance>> _curate;
    readonly InstanceAudit _audit;
    readonly PartitionPublisher _partitions;
    readonly PartitionManifests _manifests;
    readonly InstanceLedger _ledger;
    readonly Pins _pins;
    readonly ILogger _logger;

    /// <summary>Creates the step over its parts.</summary>
    public InstancePublisher(
        RawInstances raw, InstanceCurator curator, InstanceAudit audit, PartitionPublisher partitions, PartitionManifests manifests, InstanceLedger ledger, Pins pins, ILogger<InstancePublisher> logger)
        : this(raw, Curating(curator), audit, partitions, manifests, ledger, pins, logger)
    {
    }

    internal InstancePublisher(
        RawInstances raw,
        Func<CurationInput, CancellationToken, Task<CuratedInstance>> curate,
        InstanceAudit audit,
        PartitionPublisher partitions,
        PartitionManifests manifests,
        InstanceLedger ledger,
        Pins pins,
        ILogger<InstancePublisher> logger)
    {
        (_raw, _curate, _audit, _partitions, _manifests, _ledger, _pins, _logger) = (raw, curate, audit, partitions, manifests, ledger, pins, logger);
    }

    /// <summary>Curates, audits and publishes one landed instance.</summary>
    /// <exception cref="TransientLakeException">The lake cannot be read or written now; the step may be run again.</exception>
    public async Task<CurateOutcome> RunAsync(CurateInstanceInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var instance = input.Instance;
        using var trace = StepTrace.Begin("curate", _logger, instance.RunId, instance.AppId, instance.Table, instance.InstanceId);
        CurateOutcome outcome;
        try
        {
            outcome = await PublishAsync(input, cancellation);
        }
        catch (Exception fault) when (fault is CurationException or LakeException)
        {
            // Faults of the data: a retry reads the same bytes, so they are an outcome.
            outcome = new() { State = InstanceOutcome.Failed, Message = fault.Message };
        }

        outcome = await SettleAsync(input, outcome, cancellation);
        Signals.RowsCurated(instance.Table, "published", outcome.RowsPublished);
        Signals.RowsCurated(instance.Table, "superseded", outcome.RowsSuperseded);
        Signals.RowsCurated(instance.Table, "quarantined", outcome.RowsQuarantined);
        Signals.RowsCurated(instance.Table, "blocked", outcome.RowsBlocked);
        Signals.PartitionsWritten(instance.Table, outcome.PartitionsPublished);
        trace.Ended($"{outcome.State}");
        CurationLog.Curated(
            _logger, instance.RunId, instance.AppId, instance.Table, instance.InstanceId, instance.ProcessingDate, outcome.State, outcome.RowsIn, outcome.RowsPublished, outcome.PartitionsPublished, outcome.Message);
        return outcome;
    }

    async Task<CurateOutcome> PublishAsync(CurateInstanceInput input, CancellationToken cancellation)
    {
        var instance = input.Instance;
        var table = ReportCatalogue.Get(instance.Table);
        if (await _raw.ReadAsync(instance, cancellation) is not { } record)
        {
            return new() { State = InstanceOutcome.Failed, Message = $"Instance {instance.InstanceId} of {instance.ProcessingDate:yyyy-MM-dd} has not landed whole; the next run lands it." };
        }

        var pins = await _pins.ReadAsync(cancellation);
        if (pins.Excluding(record.InstanceId) is { } exclusion)
        {
            return new() { State = InstanceOutcome.Superseded, Message = $"Instance {record.InstanceId} is excluded: {exclusion.Reason}" };
        }

        if (record.Content == InstanceContent.NoSegments && input.Today <= record.ProcessingDate.AddDays(SegmentGraceDays))
        {
            return new()
            {
                State = InstanceOutcome.AwaitingSegments,
                Findings = [$"Apple lists the delivery of {record.ProcessingDate:yyyy-MM-dd} without any file yet; it is asked for again until {record.ProcessingDate.AddDays(SegmentGraceDays):yyyy-MM-dd}."],
            };
        }

        if (record.Content != InstanceContent.Rows)
        {
            var state = record.Content == InstanceContent.NoSegments ? InstanceOutcome.Empty : InstanceOutcome.HeaderOnly;
            return await WithoutRowsAsync(table, record, pins, state, cancellation);
        }

        await using var curated = await _curate(_raw.ToInput(table, record), cancellation);
        if (curated is { RowsIn: 0, Drift.MissingRequired.Count: 0 })
        {
            return await WithoutRowsAsync(table, record, pins, curated.HasHeader ? InstanceOutcome.HeaderOnly : InstanceOutcome.Empty, cancellation);
        }

        // Every date is audited before the first is published.
        var (report, footers) = await _audit.RunAsync(table, record, curated, input.Thresholds, cancellation);
        foreach (var severity in report.Findings.GroupBy(f => f.Severity))
        {
            Signals.Found(record.Table, $"{severity.Key}", severity.Count());
        }

        var published = report.Blocked ? [] : await PublishDatesAsync(table, record, curated, report, footers, pins, input.Rebuild, cancellation);
        var manifest = report.Blocked ? null : await RecordAsync(table, record, published, curated.Dates.Select(d => d.Date), pins, cancellation);
        return Sum(record, curated, report, published, manifest);
    }

    async Task<Dictionary<DateOnly, PartitionResult>> PublishDatesAsync(
        TableDefinition table,
        InstanceRecord record,
        CuratedInstance curated,
        QualityReport report,
        IReadOnlyDictionary<DateOnly, ParquetFooter?> footers,
        PinSet pins,
        bool rebuild,
        CancellationToken cancellation)
    {
        var results = new Dictionary<DateOnly, PartitionResult>();
        foreach (var date in curated.Dates.Where(d => !report.IsBlocked(d.Date)))
        {
            results[date.Date] = await _partitions.PublishAsync(table, record.AppId, record.Vintage, date, footers[date.Date]!, pins, rebuild, cancellation);
        }

        return results;
    }

    async Task<CurateOutcome> WithoutRowsAsync(
        TableDefinition table, InstanceRecord record, PinSet pins, InstanceOutcome state, CancellationToken cancellation)
    {
        var manifest = await RecordAsync(table, record, [], [], pins, cancellation);
        return new()
        {
            State = state,
            PartitionsUnconfirmed = Unconfirmed(manifest, record),
        };
    }

    Task<PartitionManifest> RecordAsync(
        TableDefinition table, InstanceRecord record, Dictionary<DateOnly, PartitionResult> published, IEnumerable<DateOnly> held, PinSet pins, CancellationToken cancellation)
    {
        var entries = published.Where(p => p.Value.Entry is not null).ToDictionary(p => p.Key, p => p.Value.Entry!);
        return _manifests.RecordAsync(record.Table, record.AppId, record.Vintage, entries, Lacks(table, record, held.ToHashSet()), pins, cancellation);
    }

    // A snapshot promises no window of its own, so only gaps between its first and its last date are gaps.
    internal static IReadOnlyList<DateRange> Lacks(TableDefinition table, InstanceRecord record, HashSet<DateOnly> held)
    {
        var window = DeliveryWindow.Of(table, record.Vintage);
        if (window is null && (held.Count == 0 || table.Granularity != Granularity.Daily))
        {
            return [];
        }

        var (from, to) = window ?? (held.Min(), held.Max());
        return DateRange.Missing(new(from, to), held);
    }

    static int Unconfirmed(PartitionManifest? manifest, InstanceRecord record) => manifest is null
        ? 0
        : manifest.Incomplete.Where(d => d.Vintage == record.Vintage).SelectMany(d => d.Lacks)
            .Sum(range => range.Dates.Count(date => manifest.Partitions.TryGetValue(date, out var entry) && entry.Vintage.CompareTo(record.Vintage) < 0));

    static CurateOutcome Sum(
        InstanceRecord record, CuratedInstance curated, QualityReport report, Dictionary<DateOnly, PartitionResult> published, PartitionManifest? manifest)
    {
        long Rows(Func<CuratedDate, bool> which) => curated.Dates.Where(which).Sum(d => d.Rows);
        var blocking = report.BlockingFindings.ToList();
        var superseded = Rows(d => published.TryGetValue(d.Date, out var p) && p.State == PartitionState.Superseded);
        var standing = Rows(d => published.TryGetValue(d.Date, out var p) && p.State != PartitionState.Superseded);
        var outcome = new CurateOutcome
        {
            State = blocking.Count > 0 ? InstanceOutcome.Failed : standing > 0 ? InstanceOutcome.Published : InstanceOutcome.Superseded,
            RowsIn = curated.RowsIn,
            RowsPublished = standing,
            RowsSuperseded = superseded,
            RowsQuarantined = curated.RowsQuarantined,
            RowsBlocked = curated.RowsIn - curated.RowsQuarantined - standing - superseded,
            PartitionsPublished = published.Values.Count(p => p.State == PartitionState.Written),
            PartitionsUnchanged = published.Values.Count(p => p.State == PartitionState.Unchanged),
            PartitionsUnconfirmed = Unconfirmed(manifest, record),
            Quality = QualitySummary.Of(report),
            Findings =
            [
                .. published.Where(p => p.Value.ReplacedUnreadable).OrderBy(p => p.Key).Select(p => $"The partition of {p.Key:yyyy-MM-dd} was no readable file and has been replaced.")
                    .Concat(report.Findings.Select(f => $"{f.Rule}: {f.Message}")).Take(MaxFindings),
            ],
            Drift = [.. curated.Drift.ToSentences()],
            Message = string.Join(" ", blocking.Take(3).Select(f => $"{f.Rule}: {f.Message}")),
        };

        // Blocked rows are what is left over, so without a block nothing may be left.
        return blocking.Count == 0 && outcome.RowsBlocked != 0
            ? throw new LakeException($"Rows of instance {record.InstanceId} are not conserved: {outcome.RowsIn} came in and {outcome.RowsBlocked} are unaccounted for.")
            : outcome;
    }

    async Task<CurateOutcome> SettleAsync(CurateInstanceInput input, CurateOutcome outcome, CancellationToken cancellation)
    {
        var instance = input.Instance;
        var entry = await _ledger.RecordAsync(
            instance.AppId,
            new()
            {
                InstanceId = instance.InstanceId,
                Table = instance.Table,
                ProcessingDate = instance.ProcessingDate,
                Outcome = outcome.State,
                Message = outcome.State == InstanceOutcome.Failed ? outcome.Message : null,
            },
            input.Today,
            cancellation);
        return outcome.State == InstanceOutcome.Failed && entry.Outcome == InstanceOutcome.Parked ? outcome with { State = InstanceOutcome.Parked } : outcome;
    }

    static Func<CurationInput, CancellationToken, Task<CuratedInstance>> Curating(InstanceCurator curator)
    {
        ArgumentNullException.ThrowIfNull(curator);
        return curator.RunAsync;
    }
}
