using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Coverage;

/// <summary>
/// The step that knows, per app, table and date, whether it is there and why not, and what can still bring it. Reads manifests,
/// ledgers and registry mirrors of the lake alone.
/// </summary>
/// <param name="manifests">What is published.</param>
/// <param name="ledger">What became of deliveries.</param>
/// <param name="requests">What is known of report requests.</param>
public sealed class GapDetector(PartitionManifests manifests, InstanceLedger ledger, RegistryMirror requests)
{
    /// <summary>Gaps an outcome lists.</summary>
    public const int MostGaps = 200;

    /// <summary>Looks for gaps.</summary>
    public async Task<GapOutcome> RunAsync(GapInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var dates = new SortedDictionary<DateState, int>();
        var gaps = new List<Gap>();
        foreach (var app in input.AppIds.Distinct().Order())
        {
            var entries = (await ledger.ReadAsync(app, cancellation)).Entries.Values.ToLookup(e => e.Table);
            var registry = await requests.LoadAsync(app, cancellation) ?? new();
            foreach (var name in input.Tables)
            {
                if (!ReportCatalogue.TryGet(name, out var table))
                {
                    continue;
                }

                var manifest = await manifests.ReadAsync(name, app, cancellation);
                var first = input.From ?? (manifest.Partitions.Count > 0 ? manifest.Partitions.Keys.First() : input.Today);
                var last = input.To is { } to && to < input.Today ? to : input.Today.AddDays(-1);
                var coverage = new TableCoverage(table, manifest, [.. entries[name]], registry, input.Today);
                var states = coverage.Judge(first, last);
                foreach (var state in states.GroupBy(s => s.State))
                {
                    dates[state.Key] = dates.GetValueOrDefault(state.Key) + state.Count();
                }

                gaps.AddRange(Ranges(app, table, coverage, states));
            }
        }

        List<Gap> told = [.. gaps.Where(g => g.State is DateState.Missed or DateState.NotReady)
            .OrderByDescending(g => g.State).ThenBy(g => g.Table, StringComparer.Ordinal).ThenBy(g => g.AppId).ThenBy(g => g.From)];
        return new() { Dates = dates, Gaps = [.. told.Take(MostGaps)], More = Math.Max(0, told.Count - MostGaps) };
    }

    static IEnumerable<Gap> Ranges(long app, TableDefinition table, TableCoverage coverage, IReadOnlyList<(DateOnly Date, DateState State)> states)
    {
        Gap? open = null;
        foreach (var (date, state) in states)
        {
            var fill = state == DateState.Missed ? coverage.Fill(date) : GapFill.Nothing;
            if (open is not null && open.State == state && open.Fill == fill)
            {
                open = open with { To = date, Dates = open.Dates + 1 };
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = state == DateState.Present ? null : new(app, table.Name, date, date, 1, state, fill);
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}
