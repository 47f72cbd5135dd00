using System.IO.Compression;
using AppleAnalytics.Curation;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AppleAnalytics.Benchmarks;

/// <summary>
/// The curation without process start, from a file in memory: whole, and its parts one after another. Each part's time contains
/// nothing of the others', so that their sum shows what is left for typing, routing and the figures.
/// </summary>
[MemoryDiagnoser]
public class InnerBenchmarks
{
    readonly InstanceCurator _curator = new();
    readonly byte[] _buffer = new byte[1 << 16];
    readonly FieldBlock _block = new();
    readonly ushort[] _codes = new ushort[FieldBlock.MaxRows];
    readonly ByteBuffer _output = new(1 << 20);
    readonly SnappyEncoder _snappy = new();
    readonly KeyCounter _keys = new();
    readonly TextDictionary _territories = new();
    byte[] _segment = [];
    byte[] _text = [];
    ushort[] _pageCodes = [];
    ushort[] _indices = [];
    ulong[] _hashes = [];

    /// <summary>Rows of the file.</summary>
    [Params(1_000, 200_000)]
    public int Rows { get; set; }

    /// <summary>Makes the file, and what the parts begin with.</summary>
    [GlobalSetup]
    public void MakeSegment()
    {
        var path = Path.GetTempFileName();
        GeneratedDeliveries.WriteFile(path, Rows, new DateOnly(2026, 11, 13), 3, 1);
        _segment = File.ReadAllBytes(path);
        File.Delete(path);
        using var inflating = new GZipStream(new MemoryStream(_segment), CompressionMode.Decompress);
        using var text = new MemoryStream();
        inflating.CopyTo(text);
        _text = text.ToArray();
        var random = new Random(1);
        _pageCodes = [.. Enumerable.Range(0, Rows).Select(_ => (ushort)random.Next(176))];
        _indices = new ushort[Rows + DefinitionLevels.Slack];
        _hashes = [.. Enumerable.Range(0, Rows).Select(_ => (ulong)random.NextInt64(1, long.MaxValue))];
        _territories.Reset(ColumnType.String, 1);
    }

    /// <summary>Inflates the file: the floor under everything else.</summary>
    [Benchmark(Baseline = true)]
    public int Inflate()
    {
        using var gzip = new GZipStream(new MemoryStream(_segment), CompressionMode.Decompress);
        var bytes = 0;
        int read;
        while ((read = gzip.Read(_buffer)) > 0)
        {
            bytes += read;
        }

        return bytes;
    }

    /// <summary>Finds where the fields and lines of the inflated text end.</summary>
    [Benchmark]
    public long SplitFields()
    {
        var buffer = TabBuffer.Rent();
        var fields = 0L;
        for (var at = 0; at < _text.Length; at += buffer.Capacity)
        {
            fields += SeparatorScanner.Scan(_text.AsSpan(at, Math.Min(buffer.Capacity, _text.Length - at)), buffer.Ends.AsSpan(1), buffer.LineEnds, out _, out _);
        }

        buffer.Return();
        return fields;
    }

    /// <summary>Looks one column up, a territory in every row, from fields to codes.</summary>
    [Benchmark]
    public unsafe int LookUpOneColumn()
    {
        if (_block.Rows == 0)
        {
            FillBlock();
        }

        var sum = 0;
        fixed (byte* text = _block.Text)
        fixed (uint* ends = _block.Ends)
        fixed (ushort* codes = _codes)
        {
            for (var row = 0; row < Rows; row += FieldBlock.MaxRows)
            {
                _territories.LookupColumn(text, ends + 1, 1, _block.Rows, codes);
                sum += codes[0];
            }
        }

        return sum;
    }

    /// <summary>Splits one column's codes into definition levels and bit-packed indices.</summary>
    [Benchmark]
    public int PackOneColumn()
    {
        _output.Clear();
        var present = DefinitionLevels.Write(_pageCodes, _indices, _output);
        HybridEncoder.Encode(_indices.AsSpan(0, present), 8, _output);
        return _output.Length;
    }

    /// <summary>Compresses the inflated text, which is no page but compresses as well as one.</summary>
    [Benchmark]
    public int CompressText()
    {
        _output.Clear();
        _snappy.Compress(_text.AsSpan(0, Math.Min(_text.Length, 1 << 20)), _output);
        return _output.Length;
    }

    /// <summary>Counts repeated keys by their hashes.</summary>
    [Benchmark]
    public long CountKeys()
    {
        using var none = new SpillFile();
        return _keys.Count(none, [], _hashes);
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

    /// <summary>In this process: the repository's build settings are not made for the projects BenchmarkDotNet would generate.</summary>
    internal static int Run(string[] args)
    {
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "appleanalytics-benchmarks"));
        BenchmarkRunner.Run<InnerBenchmarks>(config, args);
        return 0;
    }

    void FillBlock()
    {
        _block.Begin(1);
        var random = new Random(1);
        for (var row = 0; row < FieldBlock.MaxRows; row++)
        {
            _block.AppendField([(byte)('A' + random.Next(13)), (byte)('A' + random.Next(13))]);
            _block.EndRow(row);
        }
    }
}
