using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AppleAnalytics.Readers;

namespace AppleAnalytics.Benchmarks;

/// <summary>
/// Ours (the command line's <c>curate</c>), its curator alone, DuckDB, Polars, plain C# and inflating alone on the same data, as whole
/// processes turn by turn, so that a busy machine is busy for all of them; medians and ratios. Data and outputs are in the
/// temporary folder: with TMPDIR=/dev/shm the disk takes no part.
/// </summary>
static class PeersBenchmark
{
    static readonly string[] Contestants = ["inflate", "ours", "curator", "duckdb", "polars", "plain"];

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000_000;
        var files = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2_000;
        var turns = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
        var folder = Directory.CreateTempSubdirectory("appleanalytics-peers-").FullName;
        try
        {
            Console.WriteLine($"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}");
            var program = Publish(folder);
            if (rows > 0)
            {
                var large = Path.Combine(folder, "large.csv.gz");
                GeneratedDeliveries.WriteFile(large, rows, new DateOnly(2026, 11, 13), 6, 1);
                await CompareAsync($"One file of {rows:N0} rows, one app, six dates", large, Path.Combine(folder, "out"), turns, program);
            }

            if (files > 0)
            {
                var small = Directory.CreateDirectory(Path.Combine(folder, "small")).FullName;
                for (var i = 0; i < files; i++)
                {
                    GeneratedDeliveries.WriteFile(Path.Combine(small, $"{i:00000}.csv.gz"), 1_000, new DateOnly(2021, 1, 1).AddDays(i), 1, i);
                }

                await CompareAsync($"{files:N0} files of 1,000 rows", small, Path.Combine(folder, "out"), turns, program);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    /// <summary>Functions are cold processes and are published compiled ahead of time (ReadyToRun); so are the contestants written in C#.</summary>
    static string Publish(string folder)
    {
        var target = Path.Combine(folder, "program");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])
            [
                "publish", Path.Combine(NodePackages.RepositoryRoot, "tests", "Benchmarks"), "-c", "Release", "-v", "q", "--nologo",
                "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", target,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        if (publish.ExitCode == 0)
        {
            return Path.Combine(target, "AppleAnalytics.Benchmarks.dll");
        }

        Console.WriteLine($"Not compiled ahead of time, which costs every process about 0.2 s of CPU: {output.Trim()}");
        return Environment.GetCommandLineArgs()[0];
    }

    static async Task CompareAsync(string title, string input, string output, int turns, string program)
    {
        var usages = Contestants.ToDictionary(c => c, _ => new List<Usage>());
        for (var turn = 0; turn < turns; turn++)
        {
            foreach (var contestant in Contestants)
            {
                // Outputs stay to the end: some file systems are slow for seconds after many files were deleted.
                var folder = Directory.CreateDirectory(Path.Combine(output, $"{contestant}-{turn}")).FullName;
                usages[contestant].Add(Run(contestant, input, folder, program));
                if (turn == 0 && contestant != "inflate")
                {
                    await CheckRowsAsync(contestant, folder, input);
                }
            }
        }

        Directory.Delete(output, recursive: true);
        Print(title, turns, usages);
    }

    static void Print(string title, int turns, Dictionary<string, List<Usage>> usages)
    {
        double Cpu(string contestant) => Median(usages[contestant], u => u.Cpu);
        Console.WriteLine($"\n{title} (medians of {turns})\n");
        Console.WriteLine("| | CPU s | of ours | wall s | peak MiB | bytes |\n|---|---|---|---|---|---|");
        foreach (var (contestant, list) in usages)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contestant} | {Cpu(contestant):0.000} | {Cpu(contestant) / Cpu("ours"):0.00} | {Median(list, u => u.Wall):0.000} | {Median(list, u => u.Peak) / (1 << 20):0} | {list[0].Bytes:N0} |"));
        }

        foreach (var contestant in (string[])["ours", "curator"])
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{contestant}: 1/{Cpu("duckdb") / Cpu(contestant):0.0} of DuckDB's CPU, 1/{Cpu("polars") / Cpu(contestant):0.0} of Polars', 1/{Cpu("plain") / Cpu(contestant):0.0} of plain C#'s, {Cpu(contestant) / Cpu("inflate"):0.0} times inflating alone"));
        }
    }

    static double Median(List<Usage> usages, Func<Usage, double> figure) => usages.Select(figure).Order().ElementAt(usages.Count / 2);

    static Usage Run(string contestant, string input, string output, string program)
    {
        var isNode = contestant is "duckdb" or "polars";
        var start = new ProcessStartInfo(isNode ? "node" : "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in isNode
            ? (string[])[Path.Combine(Path.GetDirectoryName(NodePackages.Readers.Script("readers.mjs"))!, "peers.mjs"), contestant, input, output]
            : [program, "child", contestant, input, output])
        {
            start.ArgumentList.Add(argument);
        }

        if (isNode)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "peers.mjs"), start.ArgumentList[0], overwrite: true);
            start.Environment["POLARS_MAX_THREADS"] = "1";
            start.Environment["HEADERS"] = string.Join('\t', GeneratedDeliveries.Table.Columns.Select(c => c.Header).Prepend("Date"));
        }

        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Usage>(text.Trim().Split('\n')[^1])!
            : throw new InvalidOperationException($"{contestant} failed with {process.ExitCode}: {text}");
    }

    /// <summary>All contestants must have written the same: rows, sum of counts, and what one territory has of them.</summary>
    static async Task CheckRowsAsync(string contestant, string output, string input)
    {
        await using var readers = new IndependentReaders();
        var isOurs = contestant is "ours" or "curator";
        var (counts, territory) = isOurs ? ("counts", "territory") : ("\"Counts\"", "\"Territory\"");
        var figures = await readers.DuckDbAsync(
            $"SELECT count(*) AS n, sum({counts}) AS s, count(DISTINCT {territory}) AS t, sum({counts}) FILTER ({territory} = 'DE') AS de FROM read_parquet('{output}/**/*.parquet')");
        var text = new StringBuilder().AppendJoin(", ", figures.Rows[0]).ToString();
        if (Expected.GetValueOrDefault(input) is { } expected && expected != text)
        {
            throw new InvalidOperationException($"{contestant} wrote other rows: {text} instead of {expected}.");
        }

        Expected[input] = text;
        if (contestant == "curator")
        {
            // The peers write Apple's columns only; for the size of files DuckDB writes ours once more, derived measures and all.
            var bytes = 0L;
            var same = Path.Combine(output, "same");
            foreach (var file in Directory.GetFiles(output, "*.parquet"))
            {
                await readers.DuckDbAsync($"COPY (SELECT * FROM read_parquet('{file}')) TO '{same}' (FORMAT parquet, COMPRESSION snappy)");
                bytes += new FileInfo(same).Length;
            }

            Console.WriteLine($"\nThe same rows and columns written by DuckDB: {bytes:N0} bytes");
        }
    }

    static Dictionary<string, string> Expected { get; } = [];
}
