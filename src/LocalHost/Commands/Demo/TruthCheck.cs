using System.Net.Http.Json;
using AppleAnalytics.Lake;
using AppleAnalytics.LocalHost.Terminal;
using AppleAnalytics.Reports;

namespace AppleAnalytics.LocalHost.Commands;

/// <summary>
/// Compares what the lake's manifests say of every partition (rows, vintage, sums) with what the simulator says it has
/// told: the simulator computes that from its generator, not from the files it sent.
/// </summary>
internal static class TruthCheck
{
    const int ShownDifferences = 5;

    /// <summary>Compares and shows the result.</summary>
    /// <returns>Whether every partition agrees and none is missing or too many.</returns>
    public static async Task<bool> ShowAsync(Screen screen, Uri simulator, ObjectStore lake, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = simulator, Timeout = Timeout.InfiniteTimeSpan };
        var manifests = new PartitionManifests(lake);
        var equal = 0;
        var differences = new List<string>();
        foreach (var table in ReportCatalogue.DefaultTables)
        {
            var truth = await http.GetFromJsonAsync<TableTruth>($"/simulator/truth?table={table.Name}&snapshots=fill", cancellation)
                ?? throw new InvalidOperationException($"The simulator states no truth of {table.Name}.");
            var told = truth.Apps.SelectMany(a => a.Dates.Select(d => (Key: (a.App, d.Date), Truth: d))).ToDictionary(t => t.Key, t => t.Truth);
            await foreach (var manifest in manifests.ReadAllAsync(table.Name, cancellation))
            {
                foreach (var (date, partition) in manifest.Partitions)
                {
                    var where = $"{table.Name}, app {manifest.AppId}, {date:yyyy-MM-dd}";
                    if (!told.Remove((manifest.AppId, date), out var expected))
                    {
                        differences.Add($"{where}: the lake has {partition.Rows} rows, the simulator never told any");
                    }
                    else if (Difference(table, partition, expected) is { } difference)
                    {
                        differences.Add($"{where}: {difference}");
                    }
                    else
                    {
                        equal++;
                    }
                }
            }

            differences.AddRange(told.Select(t => $"{table.Name}, app {t.Key.App}, {t.Key.Date:yyyy-MM-dd}: missing, the simulator told {t.Value.Rows} rows"));
        }

        screen.Line(differences.Count == 0
            ? $"Checked against the simulator's truth: {Amounts.Count(equal)} partitions, all equal in rows, delivery and sums."
            : $"Checked against the simulator's truth: {Amounts.Count(equal)} partitions equal, {Amounts.Count(differences.Count)} NOT:");
        foreach (var difference in differences.Take(ShownDifferences))
        {
            screen.Line("  " + difference);
        }

        return differences.Count == 0;
    }

    static string? Difference(TableDefinition table, PartitionEntry partition, DateTruth truth)
    {
        if (partition.Rows != truth.Rows)
        {
            return $"{partition.Rows} rows instead of {truth.Rows}";
        }

        if (partition.Vintage.InstanceId != truth.InstanceId)
        {
            return $"from instance {partition.Vintage.InstanceId} instead of {truth.InstanceId}";
        }

        foreach (var (measure, sum) in partition.Sums)
        {
            var header = table.Columns.FirstOrDefault(c => c.Name == measure)?.Header;
            if ((truth.Measures.TryGetValue(measure, out var expected) || (header is not null && truth.Columns.TryGetValue(header, out expected))) && sum != expected)
            {
                return $"{measure} is {sum} instead of {expected}";
            }
        }

        return null;
    }

    sealed record TableTruth(IReadOnlyList<AppTruth> Apps);

    sealed record AppTruth(long App, IReadOnlyList<DateTruth> Dates);

    sealed record DateTruth(DateOnly Date, string InstanceId, long Rows, IReadOnlyDictionary<string, decimal> Columns, IReadOnlyDictionary<string, decimal> Measures);
}
