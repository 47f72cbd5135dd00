using System.Globalization;
using AppleAnalytics.Parquet;
using FsCheck;
using FsCheck.Fluent;

namespace AppleAnalytics.Readers;

/// <summary>Any table our encoder writes against DuckDB, and files of more than a million rows.</summary>
public class PropertyTests(ReadersFixture fixture) : IClassFixture<ReadersFixture>
{
    const int Tables = 25;

    [NodeFact]
    public async Task DuckDB_reads_any_table_as_it_was_written()
    {
        var shapes =
            from seed in Gen.Choose(0, int.MaxValue)
            from rows in Gen.Choose(0, 900)
            from distinct in Gen.Elements(1, 2, 40, 500, 100_000)
            from page in Gen.Choose(1, 300)
            from groups in Gen.Choose(1, 600)
            from codec in Gen.Elements(ParquetCodec.Uncompressed, ParquetCodec.Snappy, ParquetCodec.Gzip)
            select (seed, rows, distinct, page, groups, codec);
        foreach (var shape in shapes.Sample(Tables, Tables))
        {
            // The corner cases of every type come first: extremes, nulls, long and empty texts.
            var rows = ParquetSamples.Rows(shape.seed, shape.rows, shape.distinct);
            var path = fixture.NewFile();
            ParquetSamples.Write(path, rows, new ParquetWriterOptions { Codec = shape.codec, RowsPerPage = shape.page, RowsPerGroup = shape.groups });
            var read = await fixture.Readers.DuckDbAsync(ParquetSamples.DuckDbQuery(path));

            Assert.True(rows.Count == read.Rows.Count, $"{shape}: {rows.Count} rows were written and {read.Rows.Count} read.");
            for (var i = 0; i < rows.Count; i++)
            {
                for (var c = 0; c < ParquetSamples.Columns.Count; c++)
                {
                    var same = rows[i][c] is double ratio
                        ? read.Rows[i][c] is { } text && ratio.Equals(double.Parse(text, CultureInfo.InvariantCulture))
                        : ParquetSamples.Text(rows[i][c]) == read.Rows[i][c];
                    Assert.True(same, $"{shape}: {ParquetSamples.Columns[c].Name} of row {i} is {read.Rows[i][c] ?? "null"}; {rows[i][c] ?? "null"} was written.");
                }
            }
        }
    }

    [NodeTheory]
    [InlineData(1_000_000, 500)]
    [InlineData(1_500_000, 400_000)]
    public async Task DuckDB_reads_a_curated_file_of_more_than_a_million_rows(int count, int versions)
    {
        await using var curated = await Task.Run(() => CuratedSample.MakeAsync(count, versions));

        Assert.Equal(count, curated.Dates.Sum(d => d.Rows));
        foreach (var date in curated.Dates)
        {
            var path = fixture.NewFile();
            await using (var target = File.Create(path))
            await using (var source = date.OpenRead())
            {
                await source.CopyToAsync(target);
            }

            // As many rows, and the same sum of the rows' hashes: the same rows.
            var expected = await HashAsync($"({CuratedSample.Sql(count, versions, date.Date.Day)})");
            Assert.Equal(expected, await HashAsync($"read_parquet('{path}')"));
            Assert.Equal(date.Rows.ToString(CultureInfo.InvariantCulture), expected[0]);
        }
    }

    async Task<IReadOnlyList<string?>> HashAsync(string rows) =>
        (await fixture.Readers.DuckDbAsync($"SELECT count(*)::VARCHAR, sum(hash({CuratedSample.Columns}))::VARCHAR, sum(counts)::VARCHAR FROM {rows}")).Rows[0];
}
