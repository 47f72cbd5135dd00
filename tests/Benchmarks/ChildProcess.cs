using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;
using ProductCommandLine = AppleAnalytics.LocalHost.Commands.CommandLine;

namespace AppleAnalytics.Benchmarks;

/// <summary>
/// One contestant in a process of its own: does its work on a file or a folder of files and says on its last line what it used,
/// from the process's first instruction on.
/// </summary>
static class ChildProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        var (contestant, input, output) = (args[0], args[1], args[2]);
        var files = Directory.Exists(input) ? Directory.GetFiles(input).Order(StringComparer.Ordinal).ToArray() : [input];
        if (contestant == "ours")
        {
            await CurateAsync(files, output);
        }
        else
        {
            for (var i = 0; i < files.Length; i++)
            {
                await RunAsync(contestant, files[i], Path.Combine(output, i.ToString("00000", CultureInfo.InvariantCulture)));
            }
        }

        using var process = Process.GetCurrentProcess();
        var bytes = Directory.EnumerateFiles(output, "*.parquet", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        // Written by hand: starting a serializer would be part of what is measured.
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"cpu":{{Environment.CpuUsage.TotalTime.TotalSeconds}},"wall":{{(DateTime.Now - process.StartTime).TotalSeconds}},"peak":{{process.PeakWorkingSet64}},"bytes":{{bytes}}}"""));
        return 0;
    }

    static async Task RunAsync(string contestant, string file, string target)
    {
        switch (contestant)
        {
            case "curator":
                await EncodeAsync(file, target);
                break;
            case "inflate":
                Inflate(file);
                break;
            case "plain":
                CurateWithStrings(file, target + ".parquet");
                break;
            default:
                throw new ArgumentException($"There is no contestant '{contestant}'.");
        }
    }

    /// <summary>The product: the command line's <c>curate</c>, which lands the files, audits them and publishes partitions.</summary>
    static async Task CurateAsync(string[] files, string output)
    {
        var exitCode = await ProductCommandLine.RunAsync(
            ["curate", .. files, "--table", GeneratedDeliveries.Table.Name, "--out", output], Console.Out, Console.Error, output);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"curate ended with {exitCode}.");
        }
    }

    /// <summary>The part of it that turns rows into Parquet, with typing, quarantine, figures and duplicate keys, but no lake and no audit.</summary>
    static async Task EncodeAsync(string file, string target)
    {
        var input = new CurationInput(
            GeneratedDeliveries.Table,
            GeneratedDeliveries.AppId,
            new Vintage(new DateOnly(2026, 11, 20), AccessType.Ongoing, 1, "instance"),
            [new SegmentSource("1", _ => ValueTask.FromResult<Stream>(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0)))]);
        await using var curated = await new InstanceCurator().RunAsync(input);
        if (curated.RowsQuarantined > 0)
        {
            throw new InvalidOperationException("The generated data have no bad row.");
        }

        foreach (var date in curated.Dates)
        {
            using var source = date.OpenRead();
            using var copy = new FileStream(
                string.Create(CultureInfo.InvariantCulture, $"{target}-{date.Date:yyyyMMdd}.parquet"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
            source.CopyTo(copy);
        }
    }

    static void Inflate(string file)
    {
        using var gzip = new GZipStream(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0), CompressionMode.Decompress);
        Span<byte> buffer = stackalloc byte[1 << 16];
        while (gzip.Read(buffer) > 0)
        {
        }
    }

    /// <summary>How one would write it first: lines, strings, one value after another.</summary>
    static void CurateWithStrings(string file, string target)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var headers = lines.ReadLine()!.Split('\t');
        using var writer = new ParquetTableWriter([.. headers.Select(h => new ParquetColumn(h, TypeOf(h)))]);
        while (lines.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            for (var i = 0; i < fields.Length; i++)
            {
                switch (writer[i].Column.Type)
                {
                    case ParquetType.Date:
                        writer[i].Append(DateOnly.ParseExact(fields[i], "yyyy-MM-dd", CultureInfo.InvariantCulture));
                        break;
                    case ParquetType.Int64:
                        writer[i].Append(long.Parse(fields[i], CultureInfo.InvariantCulture));
                        break;
                    default:
                        writer[i].Append(fields[i].Length == 0 ? null : fields[i]);
                        break;
                }
            }

            writer.EndRow();
        }

        using var output = File.Create(target);
        writer.Finish(output, new Dictionary<string, string>());
    }

    static ParquetType TypeOf(string header) => header switch
    {
        "Date" => ParquetType.Date,
        "App Apple Identifier" or "Counts" => ParquetType.Int64,
        _ => ParquetType.String,
    };
}
