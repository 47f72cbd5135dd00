using System.Buffers.Binary;
using System.Text;

namespace AppleAnalytics.Parquet;

/// <summary>Takes from a footer's Thrift bytes what <see cref="ParquetFooter"/> holds.</summary>
internal sealed class ParquetFooterParser
{
    readonly List<ParquetColumn> _columns = [];
    readonly Dictionary<string, string> _metadata = [];
    readonly Dictionary<string, ParquetColumnStatistics> _statistics = [];
    readonly Dictionary<string, long> _values = [];
    long _rows;
    int _groups;

    public ParquetFooter Parse(ReadOnlySpan<byte> footer)
    {
        var reader = new ThriftCompactReader(footer);
        for (var last = 0; reader.NextField(ref last, out var type);)
        {
            switch (last)
            {
                case 2:
                    ReadSchema(ref reader);
                    break;
                case 3:
                    _rows = reader.ZigZag();
                    break;
                case 4:
                    ReadRowGroups(ref reader);
                    break;
                case 5:
                    ReadKeyValues(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new ParquetFooter
        {
            Rows = _rows, RowGroups = _groups, Columns = _columns, KeyValueMetadata = _metadata, Statistics = _statistics,
        };
    }

    void ReadSchema(ref ThriftCompactReader reader)
    {
        var elements = reader.ListHeader(out _);
        for (var i = 0; i < elements; i++)
        {
            int? physical = null, converted = null, scale = null, precision = null;
            var name = "";
            for (var last = 0; reader.NextField(ref last, out var type);)
            {
                switch (last)
                {
                    case 1:
                        physical = (int)reader.ZigZag();
                        break;
                    case 4:
                        name = reader.Text();
                        break;
                    case 6:
                        converted = (int)reader.ZigZag();
                        break;
                    case 7:
                        scale = (int)reader.ZigZag();
                        break;
                    case 8:
                        precision = (int)reader.ZigZag();
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            }

            if (physical is { } number)
            {
                var columnType = ParquetSchema.TypeOf(number, converted, scale, precision)
                    ?? throw new InvalidDataException($"Column '{name}' has a type this project does not write.");
                _columns.Add(new ParquetColumn(name, columnType));
            }
        }
    }

    void ReadKeyValues(ref ThriftCompactReader reader)
    {
        for (var left = reader.ListHeader(out _); left > 0; left--)
        {
            string key = "", value = "";
            for (var last = 0; reader.NextField(ref last, out var type);)
            {
                switch (last)
                {
                    case 1:
                        key = reader.Text();
                        break;
                    case 2:
                        value = reader.Text();
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            }

            _metadata[key] = value;
        }
    }

    void ReadRowGroups(ref ThriftCompactReader reader)
    {
        _groups = reader.ListHeader(out _);
        for (var group = 0; group < _groups; group++)
        {
            for (var last = 0; reader.NextField(ref last, out var type);)
            {
                if (last != 1)
                {
                    reader.Skip(type);
                    continue;
                }

                var chunks = reader.ListHeader(out _);
                for (var i = 0; i < chunks; i++)
                {
                    ReadColumnChunk(ref reader, _columns[i]);
                }
            }
        }
    }

    void ReadColumnChunk(ref ThriftCompactReader reader, ParquetColumn column)
    {
        for (var last = 0; reader.NextField(ref last, out var type);)
        {
            if (last != 3)
            {
                reader.Skip(type);
                continue;
            }

            var values = 0L;
            var here = new ParquetColumnStatistics(null, null, 0);
            for (var lastMeta = 0; reader.NextField(ref lastMeta, out var metaType);)
            {
                switch (lastMeta)
                {
                    case 5:
                        values = reader.ZigZag();
                        break;
                    case 12:
                        here = ReadStatistics(ref reader, column.Type);
                        break;
                    default:
                        reader.Skip(metaType);
                        break;
                }
            }

            var valuesBefore = _values.GetValueOrDefault(column.Name);
            _values[column.Name] = valuesBefore + values;
            _statistics[column.Name] = _statistics.TryGetValue(column.Name, out var before)
                ? Combine(before, before.NullCount == valuesBefore, here, here.NullCount == values)
                : here;
        }
    }

    static ParquetColumnStatistics ReadStatistics(ref ThriftCompactReader reader, ParquetType columnType)
    {
        object? minimum = null, maximum = null;
        var nulls = 0L;
        for (var last = 0; reader.NextField(ref last, out var type);)
        {
            switch (last)
            {
                case 3:
                    nulls = reader.ZigZag();
                    break;
                case 5:
                    maximum = ValueOf(columnType, reader.Binary());
                    break;
                case 6:
                    minimum = ValueOf(columnType, reader.Binary());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new(minimum, maximum, nulls);
    }

    static ParquetColumnStatistics Combine(ParquetColumnStatistics before, bool beforeIsNull, ParquetColumnStatistics here, bool hereIsNull)
    {
        var nulls = before.NullCount + here.NullCount;
        if (beforeIsNull || hereIsNull)
        {
            return (beforeIsNull ? here : before) with { NullCount = nulls };
        }

        // One row group that does not say makes the whole unknown.
        return before.Minimum is null || here.Minimum is null
            ? new(null, null, nulls)
            : new(
                Compare(before.Minimum, here.Minimum) <= 0 ? before.Minimum : here.Minimum,
                Compare(before.Maximum!, here.Maximum!) >= 0 ? before.Maximum : here.Maximum,
                nulls);
    }

    static int Compare(object left, object right) => left is string text
        ? Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)right))
        : ((IComparable)left).CompareTo(right);

    static object ValueOf(ParquetType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ParquetType.Boolean => bytes[0] != 0,
        ParquetType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ParquetType.Date => DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(bytes) + ParquetValue.EpochDayNumber),
        ParquetType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ParquetType.TimestampMicros => DateTime.UnixEpoch.AddTicks(BinaryPrimitives.ReadInt64LittleEndian(bytes) * TimeSpan.TicksPerMicrosecond),
        ParquetType.Decimal18x6 => BinaryPrimitives.ReadInt64LittleEndian(bytes) / ParquetValue.DecimalScale,
        ParquetType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        _ => Encoding.UTF8.GetString(bytes),
    };
}
