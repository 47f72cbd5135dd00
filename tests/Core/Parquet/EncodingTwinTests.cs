using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using AppleAnalytics.Curation;

namespace AppleAnalytics.Parquet;

/// <summary>The fast forms do what their plain twins do.</summary>
public class EncodingTwinTests
{
    static ushort[] Numbers(int seed, int count, int below)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(below))];
    }

    [Fact]
    public void Bit_packing_with_bit_extract_equals_packing_one_by_one()
    {
        if (!Bmi2.X64.IsSupported)
        {
            return;
        }

        for (var width = 1; width <= 16; width++)
        {
            var values = Numbers(width, 8 * 37, 1 << width);
            var fast = new byte[(37 * width) + BitPacker.Slack];
            var plain = new byte[37 * width];
            Assert.Equal(BitPacker.PackGroups(values, width, plain), BitPacker.PackGroupsWithBitExtract(values, width, fast));
            Assert.Equal(plain, fast[..plain.Length]);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(15, 3)]
    [InlineData(16, 2)]
    [InlineData(33, 1)]
    [InlineData(1000, 2)]
    [InlineData(1001, 10)]
    [InlineData(4096, 60000)]
    public void Splitting_levels_from_values_by_vector_equals_one_by_one(int count, int below)
    {
        foreach (var seed in (int[])[1, 2, 3])
        {
            var codes = Numbers(seed, count, below);
            ushort[] fast = new ushort[count + DefinitionLevels.Slack], plain = new ushort[count + DefinitionLevels.Slack];
            byte[] fastLevels = new byte[(count + 7) / 8], plainLevels = new byte[(count + 7) / 8];
            var present = DefinitionLevels.Split(codes, fast, fastLevels);
            Assert.Equal(DefinitionLevels.SplitOneByOne(codes, plain, plainLevels), present);
            Assert.Equal(plain[..present], fast[..present]);
            Assert.Equal(plainLevels, fastLevels);
        }
    }

    [Fact]
    public void Separators_are_found_by_vector_as_one_by_one()
    {
        var random = new Random(9);
        foreach (var length in (int[])[0, 1, 63, 64, 65, 128, 1000, 5000])
        {
            var text = Enumerable.Range(0, length).Select(_ => (byte)"\t\t\nabcdefghi"[random.Next(12)]).ToArray();
            uint[] fast = new uint[length + SeparatorScanner.Slack], plain = new uint[length];
            int[] fastLines = new int[length], plainLines = new int[length];
            var found = SeparatorScanner.Scan(text, fast, fastLines, out var lines, out var hasCarriageReturn);
            Assert.Equal(SeparatorScanner.ScanOneByOne(text, 0, plain, 0, plainLines, out var expectedLines), found);
            Assert.Equal(expectedLines, lines);
            Assert.Equal(plain[..found], fast[..found]);
            Assert.Equal(plainLines[..lines], fastLines[..lines]);
            Assert.False(hasCarriageReturn);
            if (length > 0)
            {
                text[random.Next(length)] = (byte)'\r';
                SeparatorScanner.Scan(text, fast, fastLines, out _, out hasCarriageReturn);
                Assert.True(hasCarriageReturn);
            }
        }
    }

    [Fact]
    public void Counting_changes_by_vector_equals_counting_one_by_one()
    {
        foreach (var count in (int[])[0, 1, 2, 16, 17, 18, 33, 1000])
        {
            var values = Numbers(count, count, 3);
            Assert.Equal(Enumerable.Range(0, Math.Max(0, count - 1)).Count(i => values[i] != values[i + 1]), HybridEncoder.CountChanges(values));
        }
    }

    [Fact]
    public void A_text_is_found_by_vector_as_it_is_one_by_one()
    {
        using var fast = new TextDictionary();
        using var plain = new TextDictionary();
        fast.Reset(Reports.ColumnType.String, 1);
        plain.Reset(Reports.ColumnType.String, 1);
        var random = new Random(5);
        var fields = Enumerable.Range(0, 20_000).Select(_ => new string((char)('a' + random.Next(26)), random.Next(40)) + random.Next(300)).ToArray();
        var block = new FieldBlock();
        var expected = new List<ushort>();
        var actual = new List<ushort>();
        foreach (var chunk in fields.Chunk(FieldBlock.MaxRows))
        {
            block.Begin(1);
            foreach (var field in chunk)
            {
                block.AppendField(Encoding.UTF8.GetBytes(field));
                block.EndRow(1);
                expected.Add(plain.CodeOf(Encoding.UTF8.GetBytes(field)));
            }

            actual.AddRange(LookUp(fast, block));
        }

        Assert.Equal(expected, actual);
        Assert.Equal(fields, actual.Select(code => Encoding.UTF8.GetString(fast.Text(code))));
        Assert.Equal(fields.Distinct().Count(), fast.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(250)]
    public void A_constant_column_equals_the_same_column_row_by_row(int rows)
    {
        byte[] Encode(bool atOnce)
        {
            using var content = new MemoryStream();
            var encoder = new RowGroupEncoder(new ParquetWriterOptions { RowsPerPage = 100 });
            var file = new ParquetFileBuilder([new("text", ParquetType.String), new("day", ParquetType.Date)], content);
            var codes = Enumerable.Repeat((ushort)1, rows).ToArray();
            encoder.Begin(file, rows);
            foreach (var (column, values) in new[] { ("text", 0), ("day", 1) })
            {
                var distinct = values == 0 ? new ColumnValues("??App"u8, [0, 2], [2, 3]) : new ColumnValues([7, 20_000]);
                var definition = new ParquetColumn(column, values == 0 ? ParquetType.String : ParquetType.Date);
                if (atOnce)
                {
                    encoder.AddConstantColumn(definition, distinct, 1);
                }
                else
                {
                    Assert.Equal(0, encoder.AddColumn<ushort>(definition, distinct, [1], codes));
                }
            }

            encoder.End();
            file.Finish(new Dictionary<string, string>());
            return content.ToArray();
        }

        Assert.Equal(Encode(atOnce: false), Encode(atOnce: true));
    }

    [Fact]
    public void Strong_hashes_tell_texts_lengths_and_columns_apart()
    {
        var seen = new HashSet<ulong>();
        for (var i = 0; i < 5_000; i++)
        {
            Assert.True(seen.Add(FieldHash.Strong(Encoding.UTF8.GetBytes($"value {i}"), 1)));
            Assert.True(seen.Add(FieldHash.Strong(Encoding.UTF8.GetBytes($"value {i}"), 2)));
            Assert.True(seen.Add(FieldHash.Strong(new byte[i], 3)));
        }
    }

    [Fact]
    public void Portable_hash_spreads_short_texts()
    {
        var slots = new HashSet<nuint>();
        for (var i = 0; i < 4_096; i++)
        {
            var bytes = new byte[32];
            Encoding.UTF8.GetBytes($"iOS {i}").CopyTo(bytes, 0);
            slots.Add(FieldHash.OfShortPortable(Vector256.Create(bytes)) & 0xFFFF);
        }

        Assert.True(slots.Count > 3_700, $"{slots.Count} slots for 4096 texts");
    }

    static unsafe List<ushort> LookUp(TextDictionary dictionary, FieldBlock block)
    {
        var codes = new ushort[FieldBlock.MaxRows];
        fixed (byte* text = block.Text)
        fixed (uint* ends = block.Ends)
        fixed (ushort* target = codes)
        {
            dictionary.LookupColumn(text, ends + 1, 1, block.Rows, target);
        }

        return [.. codes.Take(block.Rows)];
    }
}
