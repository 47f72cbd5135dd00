using AppleAnalytics.Parquet;
#if PARQUET_NET
using Parquet;
using Parquet.Schema;
#endif

namespace AppleAnalytics.Readers;

/// <summary>Our files as Parquet.Net reads them. Compiled where the package can be had; the build says where it cannot.</summary>
public sealed class ParquetNetTests
{
#if PARQUET_NET
    [Theory]
    [InlineData(ParquetCodec.Uncompressed)]
    [InlineData(ParquetCodec.Snappy)]
    [InlineData(ParquetCodec.Gzip)]
    public async Task Parquet_Net_reads_every_type_as_it_was_written(ParquetCodec codec)
    {
        var rows = ParquetSamples.Rows(5, 4_000, 900);
        await AssertReadsAsync(rows, new ParquetWriterOptions { Codec = codec, RowsPerPage = 333, RowsPerGroup = 1_500 });
    }

    [Fact]
    public async Task Parquet_Net_reads_more_distinct_values_than_a_dictionary_holds() =>
        await AssertReadsAsync(ParquetSamples.Rows(6, 90_000, 2_000_000), new ParquetWriterOptions());

    [Fact]
    public async Task Parquet_Net_reads_what_the_curator_makes()
    {
        await using var curated = await CuratedSample.MakeAsync(30_000, versions: 2_000);
        foreach (var date in curated.Dates)
        {
            using var file = date.OpenRead();
            await using var reader = await ParquetReader.CreateAsync(file);
            var read = await ReadAsync(reader);
            Assert.Equal(date.Rows, read["counts"].Count);
            Assert.Equal(date.Sums["counts"], read["counts"].Sum(v => (decimal)(long)v!));
            Assert.Equal(date.Sums["redownloads"], read["redownloads"].Sum(v => (decimal)(long)v!));
            Assert.All(read["metric_date"], v => Assert.Equal(date.Date, DateOf(v!)));
            Assert.Equal(date.Nulls.GetValueOrDefault("pre_order"), read["pre_order"].Count(v => v is null));
        }
    }

    static async Task AssertReadsAsync(List<object?[]> rows, ParquetWriterOptions options)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.parquet");
        try
        {
            ParquetSamples.Write(path, rows, options);
            await using var reader = await ParquetReader.CreateAsync(path);
            Assert.Equal("写真", reader.CustomMetadata["ümlaut"]);
            var read = await ReadAsync(reader);
            for (var c = 0; c < ParquetSamples.Columns.Count; c++)
            {
                var name = ParquetSamples.Columns[c].Name;
                Assert.Equal(rows.Count, read[name].Count);
                for (var i = 0; i < rows.Count; i++)
                {
                    var value = read[name][i] is { } there && rows[i][c] is DateOnly ? DateOf(there) : read[name][i];
                    Assert.True(Equals(rows[i][c], value), $"{name} of row {i} is {value ?? "null"}; {rows[i][c] ?? "null"} was written.");
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    static DateOnly DateOf(object value) => value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);

    static async Task<Dictionary<string, List<object?>>> ReadAsync(ParquetReader reader)
    {
        var read = new Dictionary<string, List<object?>>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            foreach (var field in reader.Schema.GetDataFields())
            {
                var column = read.TryGetValue(field.Name, out var before) ? before : read[field.Name] = [];
                column.AddRange(await ValuesAsync(rows, field));
            }
        }

        return read;
    }

    static async Task<IEnumerable<object?>> ValuesAsync(ParquetRowGroupReader rows, DataField field)
    {
        async Task<IEnumerable<object?>> OfAsync<T>()
            where T : struct
        {
            var values = new T?[rows.RowCount];
            await rows.ReadAsync(field, values.AsMemory());
            return values.Select(v => (object?)v);
        }

        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[rows.RowCount];
            await rows.ReadAsync(field, texts.AsMemory());
            return texts;
        }

        return field.ClrType switch
        {
            var t when t == typeof(bool) => await OfAsync<bool>(),
            var t when t == typeof(int) => await OfAsync<int>(),
            var t when t == typeof(long) => await OfAsync<long>(),
            var t when t == typeof(double) => await OfAsync<double>(),
            var t when t == typeof(decimal) => await OfAsync<decimal>(),
            var t when t == typeof(DateTime) => await OfAsync<DateTime>(),
            var t when t == typeof(DateOnly) => await OfAsync<DateOnly>(),
            _ => throw new NotSupportedException($"{field.Name} is read as {field.ClrType}."),
        };
    }
#else
    [Fact(Skip = "Parquet.Net cannot be had from this feed or has not been fetched: dotnet restore tests/Interop -p:ParquetNet=true")]
    public void Parquet_Net_reads_every_type_as_it_was_written() => Assert.Fail(nameof(ParquetCodec));
#endif
}
