using AppleAnalytics.LocalHost.Commands;
using AppleAnalytics.LocalHost.Configuration;
using AppleAnalytics.Readers;
using AppleAnalytics.Reports;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.Interop.Tests.Demo;

/// <summary>
/// A demo played once for all tests of the collection: three days, so that the requests made for the new apps and the
/// snapshots have delivered too. Beside the lake stands the simulator's truth as text files.
/// </summary>
public sealed class PlayedDemo : IAsyncLifetime
{
    public string Root { get; } = Directory.CreateTempSubdirectory("demo-").FullName;

    public string Output { get; private set; } = "";

    public int ExitCode { get; private set; }

    public async Task InitializeAsync()
    {
        using var output = new StringWriter();
        ExitCode = await CommandLine.RunAsync(["demo", "--apps", "4", "--days", "3"], output, output, Root);
        Output = output.ToString();
        if (ExitCode != ExitCodes.Success)
        {
            return;
        }

        var state = StateDirectory.Open(null, Root, "./lake");
        var demo = DemoSettings.TryRead(state)!;
        await using var simulator = await SimulatorServer.StartAsync(demo.Account(state.SimulatorFile) with { Today = demo.PlayedDays.Last() });
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        foreach (var table in ReportCatalogue.DefaultTables)
        {
            await File.WriteAllBytesAsync(Truth(table.Name), await http.GetByteArrayAsync($"/simulator/truth/all?table={table.Name}&snapshots=fill"));
        }

        foreach (var app in simulator.Apps)
        {
            await File.WriteAllBytesAsync(Path.Combine(Root, $"truth-reviews-{app.Id}.json"), await http.GetByteArrayAsync($"/simulator/truth/reviews?app={app.Id}"));
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The simulator's rows of a table: tab-separated, led by partition and vintage.</summary>
    public string Truth(string table) => Path.Combine(Root, $"truth-{table}.tsv");

    /// <summary>The lake's partitions of a table, as a FROM clause.</summary>
    public string Lake(string table) => DuckDb.Curated(Path.Combine(Root, "lake"), table);

    /// <summary>The truth's rows, all text, empty fields null.</summary>
    public string TruthRows(string table) =>
        $"read_csv('{Truth(table)}', delim = '\t', quote = '', escape = '', header = true, all_varchar = true, nullstr = '')";
}
