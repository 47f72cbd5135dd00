using System.Globalization;
using AppleAnalytics.Parquet;

namespace AppleAnalytics.Readers;

public class ParquetReadersTests(ReadersFixture fixture) : IClassFixture<ReadersFixture>
{
    [NodeTheory]
    [InlineData(ParquetCodec.Uncompressed, 0)]
    [InlineData(ParquetCodec.Snappy, 0)]
    [InlineData(ParquetCodec.Snappy, 5_000)]
    [InlineData(ParquetCodec.Gzip, 5_000)]
    public async Task DuckDB_reads_every_type_as_it_was_written(ParquetCodec codec, int count)
    {
        var rows = ParquetSamples.Rows(1, count, 700);
        var path = fixture.NewFile();
        ParquetSamples.Write(path, rows, new ParquetWriterOptions { Codec = codec, RowsPerPage = 999, RowsPerGroup = 3_000 });

        var read = await fixture.Readers.DuckDbAsync(ParquetSamples.DuckDbQuery(path));

        Assert.Equal(rows.Count, read.Rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            for (var c = 0; c < ParquetSamples.Columns.Count; c++)
            {
                if (rows[i][c] is double ratio)
                {
                    Assert.Equal(ratio, double.Parse(read.Rows[i][c]!, CultureInfo.InvariantCulture));
                }
                else
                {
                    Assert.Equal(ParquetSamples.Text(rows[i][c]), read.Rows[i][c]);
                }
            }
        }
    }

    [NodeFact]
    public async Task DuckDB_sees_types_statistics_and_metadata()
    {
        var path = fixture.NewFile();
        ParquetSamples.Write(path, ParquetSamples.Rows(2, 1_000, 50), new ParquetWriterOptions { RowsPerPage = 100, RowsPerGroup = 400 });

        var types = await fixture.Readers.DuckDbAsync($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('{path}'))");
        Assert.Equal(
            ["BOOLEAN", "INTEGER", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP WITH TIME ZONE", "DECIMAL(18,6)", "VARCHAR"],
            types["column_type"]);
        var metadata = await fixture.Readers.DuckDbAsync($"SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata('{path}') ORDER BY k");
        Assert.Equal(["written.by", "ümlaut"], metadata["k"]);
        Assert.Equal(["tests", "写真"], metadata["v"]);
        var statistics = await fixture.Readers.DuckDbAsync(
            $"SELECT path_in_schema, row_group_id, stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('{path}') ORDER BY row_group_id, column_id");
        var names = statistics["path_in_schema"];
        var first = Enumerable.Range(0, names.Count).Where(i => statistics["row_group_id"][i] == "0").ToDictionary(i => names[i]!, i => statistics.Rows[i]);
        Assert.Equal("-2147483648", first["small"][2]);
        Assert.Equal("2147483647", first["small"][3]);
        Assert.Equal("9999-12-31", first["day"][3]);
        Assert.Equal("-999999999999.999999", first["amount"][2]);
        // The first row group holds a text of 6,000 bytes as its largest, too long for a bound.
        Assert.Null(first["name"][3]);
        var groups = (await fixture.Readers.DuckDbAsync($"SELECT DISTINCT row_group_id FROM parquet_metadata('{path}')")).Rows.Count;
        Assert.Equal(3, groups);
        // What statistics let DuckDB skip must not change the answer.
        var filtered = await fixture.Readers.DuckDbAsync($"SELECT count(*) FROM read_parquet('{path}') WHERE name = 'text 7' OR amount > 1000 OR day < DATE '1950-01-01'");
        var expected = ParquetSamples.Rows(2, 1_000, 50).Count(r => r[7] is "text 7" || r[6] is > 1000m || (r[4] is DateOnly day && day < new DateOnly(1950, 1, 1)));
        Assert.Equal(expected.ToString(CultureInfo.InvariantCulture), filtered.Rows[0][0]);
    }

    [NodeTheory]
    [InlineData(ParquetCodec.Snappy)]
    [InlineData(ParquetCodec.Gzip)]
    public async Task Hyparquet_and_Polars_read_the_same_as_DuckDB(ParquetCodec codec)
    {
        // Dates and times of the years that JavaScript's Date and Polars' JavaScript binding carry exactly.
        var rows = ParquetSamples.Rows(3, 4_000, 3_000).Skip(2).ToList();
        var path = fixture.NewFile();
        ParquetSamples.Write(path, rows, new ParquetWriterOptions { Codec = codec, RowsPerPage = 500, RowsPerGroup = 1_500 });

        var hyparquet = await fixture.Readers.HyparquetAsync(path);
        var polars = await fixture.Readers.PolarsAsync(path);

        foreach (var read in (ReaderResult[])[hyparquet, polars])
        {
            Assert.Equal(ParquetSamples.Columns.Select(c => c.Name), read.Columns);
            Assert.Equal(rows.Count, read.Rows.Count);
            AssertColumn(rows, 0, read["flag"], (value, text) => Assert.Equal(ParquetSamples.Text(value), text));
            AssertColumn(rows, 1, read["small"], (value, text) => Assert.Equal(ParquetSamples.Text(value), text));
            AssertColumn(rows, 2, read["large"], (value, text) => Assert.Equal(ParquetSamples.Text(value), text));
            AssertColumn(rows, 3, read["ratio"], (value, text) => Assert.Equal((double)value, double.Parse(text, CultureInfo.InvariantCulture)));
            AssertColumn(rows, 4, read["day"], (value, text) => Assert.StartsWith(ParquetSamples.Text(value)!, text, StringComparison.Ordinal));
            AssertColumn(rows, 5, read["moment"], (value, text) =>
                Assert.Equal((DateTime)value, DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)));
            AssertColumn(rows, 6, read["amount"], (value, text) =>
                Assert.Equal((double)(decimal)value, double.Parse(text, CultureInfo.InvariantCulture), 1e-9));
            AssertColumn(rows, 7, read["name"], (value, text) => Assert.Equal((string)value, text));
        }
    }

    [NodeFact]
    public async Task More_distinct_values_than_a_dictionary_holds_are_written_plain()
    {
        const int Count = 150_000;
        var path = fixture.NewFile();
        using (var writer = new ParquetTableWriter([new("number", ParquetType.Int64), new("text", ParquetType.String), new("few", ParquetType.String)]))
        {
            for (var i = 0; i < Count; i++)
            {
                writer[0].Append(i * 3L);
                writer[1].Append(i % 10 == 0 ? null : $"unique {i}");
                writer[2].Append($"few {i % 3}");
                writer.EndRow();
            }

            using var file = File.Create(path);
            writer.Finish(file, new Dictionary<string, string>());
        }

        var encodings = await fixture.Readers.DuckDbAsync($"SELECT path_in_schema, encodings FROM parquet_metadata('{path}')");
        Assert.DoesNotContain("DICTIONARY", encodings["encodings"][0], StringComparison.Ordinal);
        Assert.DoesNotContain("DICTIONARY", encodings["encodings"][1], StringComparison.Ordinal);
        Assert.Contains("DICTIONARY", encodings["encodings"][2], StringComparison.Ordinal);
        const string Expected = "SELECT i * 3 AS number, CASE WHEN i % 10 = 0 THEN NULL ELSE 'unique ' || i END AS text, 'few ' || (i % 3) AS few FROM range(150000) t(i)";
        var difference = await fixture.Readers.DuckDbAsync(
            $"SELECT count(*) FROM (({Expected}) EXCEPT ALL SELECT * FROM read_parquet('{path}')) UNION ALL SELECT count(*) FROM (SELECT * FROM read_parquet('{path}') EXCEPT ALL ({Expected}))");
        Assert.Equal(["0", "0"], difference.Rows.Select(r => r[0]));
    }

    static void AssertColumn(List<object?[]> rows, int column, IReadOnlyList<string?> read, Action<object, string> assert)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i][column] is { } value)
            {
                Assert.NotNull(read[i]);
                assert(value, read[i]!);
            }
            else
            {
                Assert.Null(read[i]);
            }
        }
    }
}
