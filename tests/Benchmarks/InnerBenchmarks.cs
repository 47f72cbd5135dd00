using AppleAnalytics.Curation;
using AppleAnalytics.Reports;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;

namespace AppleAnalytics.Benchmarks;

/// <summary>The curation without process start: a large file and a small one from memory.</summary>
[MemoryDiagnoser]
public class InnerBenchmarks
{
    readonly InstanceCurator _curator = new();
    byte[] _segment = [];

    /// <summary>Rows of the file.</summary>
    [Params(1_000, 200_000)]
    public int Rows { get; set; }

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public void MakeSegment()
    {
        var path = Path.GetTempFileName();
        GeneratedDeliveries.WriteFile(path, Rows, new DateOnly(2026, 11, 13), 3, 1);
        _segment = File.ReadAllBytes(path);
        File.Delete(path);
    }

    /// <summary>Curates the file.</summary>
    [Benchmark]
    public async Task<long> Curate()
    {
        await using var curated = await _curator.RunAsync(new CurationInput(
            GeneratedDeliveries.Table,
            GeneratedDeliveries.AppId,
            new Vintage(new DateOnly(2026, 11, 20), AccessType.Ongoing, 1, "instance"),
            [new SegmentSource("1", _ => ValueTask.FromResult<Stream>(new MemoryStream(_segment)))]));
        return curated.RowsIn;
    }

    internal static int Run(string[] args)
    {
        BenchmarkSwitcher.FromTypes([typeof(InnerBenchmarks)]).Run(args);
        return 0;
    }
}
