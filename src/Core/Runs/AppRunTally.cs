using AppleAnalytics.Apple;
using AppleAnalytics.Curation;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Quality;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Reviews;

namespace AppleAnalytics.Runs;

/// <summary>Adds up what the steps of one app report. Depends on its input alone, so that an orchestrator may use it.</summary>
public sealed class AppRunTally
{
    /// <summary>Distinct findings kept per table.</summary>
    const int MostFindings = 5;

    readonly PlannedApp _app;
    readonly SortedDictionary<string, TableOutcome> _tables = new(StringComparer.Ordinal);
    readonly List<RunFailure> _failures = [];
    SnapshotState _snapshot;

    /// <summary>Begins with nothing, or where an earlier execution of the same app's run left off.</summary>
    public AppRunTally(PlannedApp app, AppRunOutcome? carried = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        _app = app;
        foreach (var table in carried?.Tables ?? [])
        {
            _tables[table.Table] = table;
        }

        _failures.AddRange(carried?.Failures ?? []);
        Usage = carried?.Usage ?? ApiUsage.None;
        Lake = carried?.Lake ?? LakeUsage.None;
        Requests = carried?.Requests ?? RequestCounters.None;
        SecondsWaited = carried?.SecondsWaited ?? 0;
        _snapshot = carried?.Snapshot ?? SnapshotState.None;
    }

    /// <summary>What it cost at Apple so far.</summary>
    public ApiUsage Usage { get; private set; }

    /// <summary>What it used of the lake so far.</summary>
    public LakeUsage Lake { get; private set; }

    /// <summary>What happened to report requests so far.</summary>
    public RequestCounters Requests { get; private set; }

    /// <summary>Seconds spent waiting for Apple's quota so far.</summary>
    public double SecondsWaited { get; private set; }

    /// <summary>Rows read so far.</summary>
    public long Rows => _tables.Values.Sum(t => t.RowsIn);

    /// <summary>Failures so far.</summary>
    public int Failures => _failures.Count;

    /// <summary>Adds what a step cost.</summary>
    public void Used(ApiUsage? usage) => Usage = Usage.Add(usage ?? ApiUsage.None);

    /// <summary>Adds what a step used of the lake.</summary>
    public void Used(LakeUsage usage) => Lake = Lake.Add(usage);

    /// <summary>Adds to the request counters.</summary>
    public void Requested(RequestCounters counters) => Requests = Requests.Add(counters);

    /// <summary>Notes where the app's one-time snapshot stands; the last note counts.</summary>
    public void Snapshot(SnapshotState state) => _snapshot = state;

    /// <summary>Adds time spent waiting for Apple's quota.</summary>
    public void Waited(TimeSpan time) => SecondsWaited += time > TimeSpan.Zero ? time.TotalSeconds : 0;

    /// <summary>Notes a state; a table keeps the heaviest.</summary>
    public void State(string table, TableState state) => Update(table, t => t with { State = Heavier(t.State, state) });

    /// <summary>Notes what went wrong with a table, or with the whole app when <paramref name="table"/> is empty.</summary>
    public void Failed(string table, TableState state, string message, string whatToDo)
    {
        _failures.Add(new(_app.Id, _app.Name, table, message, whatToDo));
        if (table.Length > 0)
        {
            State(table, state);
        }
    }

    /// <summary>Adds an instance that failed before it was curated.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="message">Why, in a sentence.</param>
    /// <param name="parked">Whether it is left to a person from now on.</param>
    public void Broken(InstanceReference instance, string message, bool parked)
    {
        ArgumentNullException.ThrowIfNull(instance);
        Update(instance.Table, t => t with { Instances = t.Instances + 1 });
        Failed(
            instance.Table,
            parked ? TableState.Parked : TableState.Failed,
            $"The instance of {instance.ProcessingDate:yyyy-MM-dd} failed: {Reason(message)}",
            parked ? "It failed three times and is not tried again by itself; see whether Apple shows it in App Store Connect, then `release` it." : "");
    }

    /// <summary>Adds a curated instance.</summary>
    public void Curated(InstanceReference instance, CurateOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(outcome);
        var state = outcome.State switch
        {
            InstanceOutcome.Published => TableState.Published,
            InstanceOutcome.Superseded => TableState.Superseded,
            InstanceOutcome.HeaderOnly => TableState.HeaderOnly,
            InstanceOutcome.Empty or InstanceOutcome.AwaitingSegments => TableState.Empty,
            InstanceOutcome.Parked => TableState.Parked,
            _ => TableState.Failed,
        };
        Update(instance.Table, t => t with
        {
            State = Heavier(t.State, state),
            Instances = t.Instances + 1,
            RowsIn = t.RowsIn + outcome.RowsIn,
            RowsPublished = t.RowsPublished + outcome.RowsPublished,
            RowsSuperseded = t.RowsSuperseded + outcome.RowsSuperseded,
            RowsQuarantined = t.RowsQuarantined + outcome.RowsQuarantined,
            RowsBlocked = t.RowsBlocked + outcome.RowsBlocked,
            PartitionsPublished = t.PartitionsPublished + outcome.PartitionsPublished,
            PartitionsUnchanged = t.PartitionsUnchanged + outcome.PartitionsUnchanged,
            Quality = QualitySummary.Sum(t.Quality, outcome.Quality),
            Findings = [.. t.Findings.Union(outcome.Findings).Take(MostFindings)],
            Drift = [.. t.Drift.Union(outcome.Drift).Take(MostFindings)],
        });
        if (state is TableState.Failed or TableState.Parked)
        {
            _failures.Add(new(
                _app.Id,
                _app.Name,
                instance.Table,
                $"The instance of {instance.ProcessingDate:yyyy-MM-dd} was not published: {Reason(outcome.Message)}",
                state is TableState.Parked
                    ? $"Look at quality/{instance.Table}/dt={instance.ProcessingDate:yyyy-MM-dd}/app_id={instance.AppId}/{instance.InstanceId}.json; the raw files are kept and nothing was overwritten."
                    : ""));
        }
    }

    /// <summary>Adds the reviews.</summary>
    public void Reviewed(ReviewsOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var state = outcome.State switch
        {
            ReviewsState.Published => TableState.Published,
            ReviewsState.Unchanged => TableState.Unchanged,
            ReviewsState.None => TableState.Empty,
            ReviewsState.Refused => TableState.Refused,
            ReviewsState.Deferred => TableState.Late,
            _ => TableState.Failed,
        };
        Update(ReportCatalogue.Reviews, t => t with
        {
            State = Heavier(t.State, state),
            RowsIn = t.RowsIn + outcome.Reviews + outcome.Unreadable,
            RowsPublished = t.RowsPublished + outcome.Reviews,
            RowsQuarantined = t.RowsQuarantined + outcome.Unreadable,
            PartitionsPublished = t.PartitionsPublished + outcome.Partitions,
            Findings = [.. t.Findings.Union(outcome.Findings).Take(MostFindings)],
        });
        if (state is TableState.Failed or TableState.Refused or TableState.Late)
        {
            _failures.Add(new(
                _app.Id,
                _app.Name,
                ReportCatalogue.Reviews,
                Reason(outcome.Message),
                state is TableState.Refused ? "Give the API key a role that may read customer reviews (Admin, App Manager, Customer Support, Developer or Marketing)." : ""));
        }
    }

    /// <summary>The sum of it all.</summary>
    public AppRunOutcome ToOutcome() => new()
    {
        AppId = _app.Id,
        App = _app.Name,
        Tables = [.. _tables.Values],
        Failures = [.. _failures],
        Requests = Requests,
        Snapshot = _snapshot,
        Usage = Usage,
        Lake = Lake,
        SecondsWaited = SecondsWaited,
    };

    void Update(string table, Func<TableOutcome, TableOutcome> change) =>
        _tables[table] = change(_tables.GetValueOrDefault(table) ?? new() { Table = table });

    static string Reason(string message) => message.Length > 0 ? message : "no reason was given.";

    static TableState Heavier(TableState a, TableState b) => a > b ? a : b;
}
