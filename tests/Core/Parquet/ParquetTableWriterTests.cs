using FsCheck;
using FsCheck.Fluent;

namespace AppleAnalytics.Parquet;

public class ParquetTableWriterTests
{
    static readonly ParquetColumn[] Columns =
    [
        new("flag", ParquetType.Boolean), new("small", ParquetType.Int32), new("large", ParquetType.Int64), new("ratio", ParquetType.Double),
        new("day", ParquetType.Date), new("moment", ParquetType.TimestampMicros), new("amount", ParquetType.Decimal18x6), new("name", ParquetType.String),
    ];

    static byte[] Write(IEnumerable<object?[]> rows, ParquetWriterOptions? options = null)
    {
        using var writer = new ParquetTableWriter(Columns, options);
        foreach (var row in rows)
        {
            writer[0].Append((bool?)row[0]);
            writer[1].Append((int?)row[1]);
            writer[2].Append((long?)row[2]);
            writer[3].Append((double?)row[3]);
            writer[4].Append((DateOnly?)row[4]);
            writer[5].Append((DateTime?)row[5]);
            writer[6].Append((decimal?)row[6]);
            writer[7].Append((string?)row[7]);
            writer.EndRow();
        }

        using var target = new MemoryStream();
        writer.Finish(target, new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        return target.ToArray();
    }

    static object?[] Row(Random random, int distinct)
    {
        object? Maybe(object value) => random.Next(4) == 0 ? null : value;
        var pick = random.Next(distinct);
        return
        [
            Maybe(random.Next(2) == 0), Maybe(pick - (distinct / 2)), Maybe(pick * 1_000_003L), Maybe(pick / 3.0), Maybe(new DateOnly(2020, 1, 1).AddDays(pick % 3000)),
            Maybe(DateTime.UnixEpoch.AddMilliseconds(pick * 977L)), Maybe(pick / 1000m), Maybe($"Wert {pick} é"),
        ];
    }

    [Fact]
    public void Any_table_comes_back_as_it_was_written()
    {
        var shapes =
            from seed in Gen.Choose(0, int.MaxValue)
            from rows in Gen.Choose(0, 700)
            from distinct in Gen.Elements(1, 2, 30, 300, 100_000)
            from page in Gen.Choose(1, 200)
            from groups in Gen.Choose(1, 500)
            from codec in Gen.Elements(ParquetCodec.Uncompressed, ParquetCodec.Snappy, ParquetCodec.Gzip)
            select (seed, rows, distinct, page, groups, codec);
        Prop.ForAll(Arb.From(shapes), shape =>
        {
            var random = new Random(shape.seed);
            var rows = Enumerable.Range(0, shape.rows).Select(_ => Row(random, shape.distinct)).ToList();
            var file = Write(rows, new ParquetWriterOptions { Codec = shape.codec, RowsPerPage = shape.page, RowsPerGroup = shape.groups });
            Assert.Equal(rows, ParquetTable.Read(file).Rows);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes()
    {
        static IEnumerable<object?[]> Rows()
        {
            var random = new Random(1);
            return Enumerable.Range(0, 2_000).Select(_ => Row(random, 90)).ToList();
        }

        Assert.Equal(Write(Rows()), Write(Rows()));
    }

    [Fact]
    public async Task The_footer_says_what_was_written()
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, 1_000).Select(_ => Row(random, 500)).Append([false, -7_000, long.MinValue, -0.0, new DateOnly(1, 1, 1), DateTime.UnixEpoch.AddDays(-9999), -999_999_999_999.999999m, "\u00FF"]).ToList();
        var footer = ParquetFooterReader.Read(new MemoryStream(Write(rows, new ParquetWriterOptions { RowsPerGroup = 300, RowsPerPage = 100 })));

        Assert.Equal(1_001, footer.Rows);
        Assert.Equal(4, footer.RowGroups);
        Assert.Equal(Columns, footer.Columns);
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }, footer.KeyValueMetadata.ToDictionary());
        for (var c = 0; c < Columns.Length; c++)
        {
            var values = rows.Select(r => r[c]).OfType<object>().ToList();
            var statistics = footer.Statistics[Columns[c].Name];
            Assert.Equal(1_001 - values.Count, statistics.NullCount);
            if (c != 7)
            {
                Assert.Equal(values.Min(), statistics.Minimum);
                Assert.Equal(values.Max(), statistics.Maximum);
            }
        }

        Assert.Equal("\u00FF", footer.Statistics["name"].Maximum);
    }

    [Fact]
    public async Task A_column_of_nulls_and_an_empty_table_have_no_bounds()
    {
        var nulls = ParquetFooterReader.Read(new MemoryStream(Write([new object?[8], new object?[8]])));
        Assert.Equal(new ParquetColumnStatistics(null, null, 2), nulls.Statistics["name"]);
        var empty = Write([]);
        Assert.Empty(ParquetTable.Read(empty).Rows);
        Assert.Equal(0, (ParquetFooterReader.Read(new MemoryStream(empty))).Rows);
    }

    [Fact]
    public async Task Bounds_that_would_not_be_sound_are_left_out()
    {
        using var writer = new ParquetTableWriter([new("ratio", ParquetType.Double), new("name", ParquetType.String)]);
        foreach (var (ratio, name) in new[] { (1.0, "short"), (double.NaN, new string('z', 400)) })
        {
            writer["ratio"].Append(ratio);
            writer["name"].Append(name);
            writer.EndRow();
        }

        using var target = new MemoryStream();
        writer.Finish(target, new Dictionary<string, string>());
        var footer = ParquetFooterReader.Read(target);
        Assert.Null(footer.Statistics["ratio"].Maximum);
        Assert.Null(footer.Statistics["name"].Minimum);
    }

    [Fact]
    public void Few_values_get_a_dictionary_and_many_are_plain()
    {
        using var writer = new ParquetTableWriter([new("few", ParquetType.Int64), new("many", ParquetType.String), new("most", ParquetType.Int64)]);
        for (var i = 0; i < 70_000; i++)
        {
            writer[0].Append(i % 5);
            writer[1].Append($"{i}");
            writer[2].Append(i / 2 * 1_000_000_007L);
            writer.EndRow();
        }

        using var target = new MemoryStream();
        writer.Finish(target, new Dictionary<string, string>());
        var table = ParquetTable.Read(target.ToArray());
        Assert.Equal([8, 0, 8], table.Encodings[0]);
        Assert.Equal("69999", table.Rows[^1][1]);
        Assert.Equal(34_999L * 1_000_000_007L, table.Rows[^1][2]);
    }

    [Fact]
    public void Misuse_is_refused_with_the_columns_name()
    {
        using var writer = new ParquetTableWriter([new("a", ParquetType.String), new("b", ParquetType.Int32)]);
        Assert.Contains("'a' holds String", Assert.Throws<InvalidOperationException>(() => writer["a"].Append(1L)).Message, StringComparison.Ordinal);
        writer["a"].Append("x");
        Assert.Contains("'b' 0 values", Assert.Throws<InvalidOperationException>(writer.EndRow).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => writer["b"].Append(1L << 40));
        Assert.Throws<ArgumentException>(() => new ParquetTableWriter([new("a", ParquetType.String), new("a", ParquetType.String)]));
        Assert.Throws<ArgumentException>(() => new ParquetTableWriter([]));
    }

    [Fact]
    public void What_is_no_parquet_file_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => ParquetFooterReader.Read(new MemoryStream(new byte[5])));
        Assert.Throws<InvalidDataException>(() => ParquetFooterReader.Read(new MemoryStream(new byte[500])));
        var file = Write([new object?[8]]);
        Assert.Throws<InvalidDataException>(() => ParquetFooterReader.Read(new MemoryStream(file[..^3])));
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            // Damage anywhere in the footer ends in a clear exception or in a footer, never in anything else.
            var damaged = (byte[])file.Clone();
            damaged[random.Next(file.Length - 500, file.Length - 8)] = (byte)random.Next(256);
            var fault = Record.Exception(() => ParquetFooterReader.Read(new MemoryStream(damaged)));
            Assert.True(fault is null or InvalidDataException, $"{fault}");
        }
    }
}
