using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AppleAnalytics.Parquet;

/// <summary>
/// A whole Parquet file read back by a small decoder of the tests' own, which shares no code with the encoder.
/// Values are bool, int, long, double, DateOnly, DateTime, decimal, string or null.
/// </summary>
public sealed class ParquetTable
{
    readonly byte[] _file;

    ParquetTable(byte[] file) => _file = file;

    public List<string> Columns { get; } = [];

    public List<object?[]> Rows { get; } = [];

    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>By row group and column: the encoding of the data pages.</summary>
    public List<int[]> Encodings { get; } = [];

    public static ParquetTable Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Read(copy.ToArray());
    }

    public static ParquetTable Read(byte[] file)
    {
        var table = new ParquetTable(file);
        Assert.Equal("PAR1"u8.ToArray(), file[..4]);
        Assert.Equal("PAR1"u8.ToArray(), file[^4..]);
        var position = file.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        var footer = ThriftValue.ReadStruct(file, ref position);
        Assert.Equal(file.Length - 8, position);
        var schema = footer[2].Items.Skip(1).ToList();
        table.Columns.AddRange(schema.Select(s => s[4].Text));
        foreach (var pair in footer.Fields.TryGetValue(5, out var pairs) ? pairs.Items : [])
        {
            table.Metadata[pair[1].Text] = pair[2].Text;
        }

        foreach (var group in footer[4].Items)
        {
            var rows = (int)group[3].Number;
            var first = table.Rows.Count;
            table.Rows.AddRange(Enumerable.Range(0, rows).Select(_ => new object?[schema.Count]));
            table.Encodings.Add(new int[schema.Count]);
            for (var c = 0; c < schema.Count; c++)
            {
                table.ReadChunk(schema[c], group[1].Items[c][3], c, first, rows);
            }
        }

        Assert.Equal(footer[3].Number, table.Rows.Count);
        return table;
    }

    /// <summary>One column's values.</summary>
    public object?[] this[string column] => [.. Rows.Select(r => r[Columns.IndexOf(column)])];

    void ReadChunk(ThriftValue schema, ThriftValue meta, int column, int first, int rows)
    {
        var position = (int)(meta.NumberOrNull(11) ?? meta[9].Number);
        var end = position + meta[7].Number;
        object[] dictionary = [];
        var nulls = 0;
        var row = 0;
        while (position < end)
        {
            var header = ThriftValue.ReadStruct(_file, ref position);
            var body = Decompress(_file[position..(position + (int)header[3].Number)], (int)meta[4].Number);
            position += (int)header[3].Number;
            Assert.Equal(header[2].Number, body.Length);
            if (header[1].Number == 2)
            {
                dictionary = ReadPlain(schema, body, (int)header[7][1].Number);
                continue;
            }

            var count = (int)header[5][1].Number;
            var encoding = (int)header[5][2].Number;
            Encodings[^1][column] = encoding;
            var levelBytes = BinaryPrimitives.ReadInt32LittleEndian(body);
            var levels = ReadHybrid(body.AsSpan(4, levelBytes), 1, count);
            var present = levels.Count(l => l == 1);
            var rest = body.AsSpan(4 + levelBytes);
            var values = encoding == 0
                ? ReadPlain(schema, rest.ToArray(), present)
                : ReadHybrid(rest[1..], rest[0], present).Select(i => dictionary[i]).ToArray();
            for (int i = 0, next = 0; i < count; i++, row++)
            {
                Rows[first + row][column] = levels[i] == 1 ? values[next++] : null;
                nulls += levels[i] == 1 ? 0 : 1;
            }
        }

        Assert.Equal(end, position);
        Assert.Equal(rows, row);
        Assert.Equal(meta[12][3].Number, nulls);
    }

    static byte[] Decompress(byte[] body, int codec)
    {
        switch (codec)
        {
            case 0:
                return body;
            case 1:
                return SnappyDecoder.Decode(body);
            default:
                using (var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress))
                using (var target = new MemoryStream())
                {
                    gzip.CopyTo(target);
                    return target.ToArray();
                }
        }
    }

    static int[] ReadHybrid(ReadOnlySpan<byte> source, int width, int count)
    {
        var values = new int[count];
        for (int position = 0, at = 0; at < count;)
        {
            var header = ThriftValue.Varint(source, ref position);
            if ((header & 1) == 0)
            {
                var value = 0;
                for (var i = 0; i < (width + 7) / 8; i++)
                {
                    value |= source[position++] << (8 * i);
                }

                for (var left = (int)(header >> 1); left > 0; left--)
                {
                    values[at++] = value;
                }
            }
            else
            {
                var groups = (int)(header >> 1);
                for (var i = 0; i < groups * 8; i++)
                {
                    var value = 0;
                    for (var bit = 0; bit < width; bit++)
                    {
                        var offset = (i * width) + bit;
                        value |= (source[position + (offset >> 3)] >> (offset & 7) & 1) << bit;
                    }

                    if (at < count)
                    {
                        values[at++] = value;
                    }
                }

                position += groups * width;
            }
        }

        return values;
    }

    static object[] ReadPlain(ThriftValue schema, byte[] body, int count)
    {
        var values = new object[count];
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            switch (schema[1].Number)
            {
                case 0:
                    values[i] = (body[i >> 3] >> (i & 7) & 1) == 1;
                    break;
                case 1:
                    var number = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(position));
                    values[i] = schema.NumberOrNull(6) == 6 ? new DateOnly(1970, 1, 1).AddDays(number) : number;
                    position += 4;
                    break;
                case 2:
                    var wide = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(position));
                    values[i] = schema.NumberOrNull(6) switch
                    {
                        5 => wide / 1_000_000m,
                        10 => DateTime.UnixEpoch.AddTicks(wide * 10),
                        _ => wide,
                    };
                    position += 8;
                    break;
                case 5:
                    values[i] = BinaryPrimitives.ReadDoubleLittleEndian(body.AsSpan(position));
                    position += 8;
                    break;
                default:
                    var length = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(position));
                    values[i] = Encoding.UTF8.GetString(body, position + 4, length);
                    position += 4 + length;
                    break;
            }
        }

        return values;
    }
}
