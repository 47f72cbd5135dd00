using System.Buffers.Binary;

namespace AppleAnalytics.Parquet;

/// <summary>
/// Smallest and largest value of a column chunk, in the type's own order: numbers by size, texts by unsigned bytes
/// (parquet-format, "ColumnOrder"). Left out where they would not be sound or not be worth their bytes.
/// </summary>
internal readonly ref struct ColumnStatisticsWriter
{
    /// <summary>Longer texts are not worth a place in the footer; cutting them would be a bound that some readers take for a value.</summary>
    const int MaxTextLength = 256;

    readonly ParquetType _type;
    readonly ColumnValues _values;
    readonly int _minimum;
    readonly int _maximum;

    ColumnStatisticsWriter(ParquetType type, ColumnValues values, int minimum, int maximum)
    {
        _type = type;
        _values = values;
        _minimum = minimum;
        _maximum = maximum;
    }

    public static ColumnStatisticsWriter Find(ParquetType type, ColumnValues values, ReadOnlySpan<int> entries)
    {
        if (entries.IsEmpty)
        {
            return new(type, values, -1, -1);
        }

        var minimum = entries[0];
        var maximum = entries[0];
        foreach (var value in entries)
        {
            if (type == ParquetType.Double && double.IsNaN(BitConverter.Int64BitsToDouble(values.Number(value))))
            {
                return new(type, values, -1, -1);
            }

            if (Compare(type, values, value, minimum) < 0)
            {
                minimum = value;
            }

            if (Compare(type, values, value, maximum) > 0)
            {
                maximum = value;
            }
        }

        return new(type, values, minimum, maximum);
    }

    public void Write(ThriftCompactWriter thrift)
    {
        if (_minimum < 0
            || (_type == ParquetType.String && Math.Max(_values.TextLength(_minimum), _values.TextLength(_maximum)) > MaxTextLength))
        {
            return;
        }

        WriteValue(thrift, 5, _maximum);
        WriteValue(thrift, 6, _minimum);
        thrift.Boolean(7, true);
        thrift.Boolean(8, true);
    }

    static int Compare(ParquetType type, ColumnValues values, int left, int right) => type switch
    {
        ParquetType.String => values.Text(left).SequenceCompareTo(values.Text(right)),
        ParquetType.Double => BitConverter.Int64BitsToDouble(values.Number(left))
            .CompareTo(BitConverter.Int64BitsToDouble(values.Number(right))),
        _ => values.Number(left).CompareTo(values.Number(right)),
    };

    void WriteValue(ThriftCompactWriter thrift, int field, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        switch (ParquetSchema.PhysicalType(_type))
        {
            case ParquetSchema.ByteArray:
                thrift.Binary(field, _values.Text(value));
                break;
            case ParquetSchema.Boolean:
                bytes[0] = (byte)_values.Number(value);
                thrift.Binary(field, bytes[..1]);
                break;
            case ParquetSchema.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)_values.Number(value));
                thrift.Binary(field, bytes[..sizeof(int)]);
                break;
            case ParquetSchema.Double when BitConverter.Int64BitsToDouble(_values.Number(value)) == 0:
                // Zeros of either sign are equal to a filter; the bounds must hold both (parquet-format, Statistics).
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, field == 6 ? -0.0 : 0.0);
                thrift.Binary(field, bytes);
                break;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, _values.Number(value));
                thrift.Binary(field, bytes);
                break;
        }
    }
}
