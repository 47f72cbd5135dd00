using System.Buffers.Binary;
using System.Numerics;

namespace AppleAnalytics.Parquet;

/// <summary>Writes values as they are (PLAIN), one after another: for dictionary pages and for columns without a dictionary.</summary>
internal sealed class PlainEncoder(int rowsPerPage)
{
    /// <summary>Long texts end a page early, because readers hold a page in memory whole.</summary>
    const int PageBytes = 1 << 20;

    readonly ByteBuffer _body = new();
    readonly ByteBuffer _values = new();

    /// <summary>Writes the plain data pages of a column chunk.</summary>
    /// <returns>The number of nulls.</returns>
    public long Write<TCode>(
        ParquetType type, ColumnValues values, ReadOnlySpan<int> entries, ReadOnlySpan<TCode> codes, PageWriter pages)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        var nulls = 0L;
        for (var start = 0; start < codes.Length;)
        {
            var rows = WritePage(type, values, entries, codes[start..Math.Min(codes.Length, start + rowsPerPage)], out var present);
            pages.WriteDataPage(_body.Written, rows, ParquetSchema.EncodingPlain);
            nulls += rows - present;
            start += rows;
        }

        _body.Trim(PageBytes * 2);
        _values.Trim(PageBytes * 2);
        return nulls;
    }

    /// <summary>Appends values without gaps, as a dictionary page has them.</summary>
    public static void WriteValues(ParquetType type, ColumnValues values, ReadOnlySpan<int> entries, ByteBuffer output)
    {
        foreach (var value in entries)
        {
            WriteValue(type, values, value, output);
        }
    }

    static void WriteValue(ParquetType type, ColumnValues values, int value, ByteBuffer output)
    {
        switch (ParquetSchema.PhysicalType(type))
        {
            case ParquetSchema.Int32:
                output.WriteInt32((int)values.Number(value));
                break;
            case ParquetSchema.ByteArray:
                var text = values.Text(value);
                output.WriteInt32(text.Length);
                output.Write(text);
                break;
            default:
                output.WriteInt64(values.Number(value));
                break;
        }
    }

    /// <summary>Fills the body with as many of the rows as belong into one page.</summary>
    int WritePage<TCode>(ParquetType type, ColumnValues values, ReadOnlySpan<int> entries, ReadOnlySpan<TCode> codes, out int present)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        _body.Clear();
        _values.Clear();
        present = 0;
        var rows = 0;
        var levels = new byte[(codes.Length + 7) >> 3];
        var bits = 0;
        for (; rows < codes.Length && _values.Length < PageBytes; rows++)
        {
            var code = int.CreateTruncating(codes[rows]);
            if (code == 0)
            {
                continue;
            }

            levels[rows >> 3] |= (byte)(1 << (rows & 7));
            if (type == ParquetType.Boolean)
            {
                bits |= (int)values.Number(entries[code - 1]) << (present & 7);
                if ((present & 7) == 7)
                {
                    _values.Write((byte)bits);
                    bits = 0;
                }
            }
            else
            {
                WriteValue(type, values, entries[code - 1], _values);
            }

            present++;
        }

        if (type == ParquetType.Boolean && (present & 7) != 0)
        {
            _values.Write((byte)bits);
        }

        if (present == rows || present == 0)
        {
            DefinitionLevels.WriteUniform(present != 0, rows, _body);
        }
        else
        {
            var levelBytes = (rows + 7) >> 3;
            _body.WriteInt32(0);
            _body.WriteVarint((ulong)levelBytes << 1 | 1);
            _body.Write(levels.AsSpan(0, levelBytes));
            BinaryPrimitives.WriteInt32LittleEndian(_body.At(0, sizeof(int)), _body.Length - sizeof(int));
        }

        _body.Write(_values.Written);
        return rows;
    }
}
