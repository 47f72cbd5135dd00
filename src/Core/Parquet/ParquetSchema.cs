namespace AppleAnalytics.Parquet;

/// <summary>How our column types are spelled in Parquet's metadata (parquet-format, parquet.thrift).</summary>
internal static class ParquetSchema
{
    public const int Boolean = 0;
    public const int Int32 = 1;
    public const int Int64 = 2;
    public const int Double = 5;
    public const int ByteArray = 6;

    public const int EncodingPlain = 0;
    public const int EncodingRle = 3;
    public const int EncodingRleDictionary = 8;

    public const int DataPage = 0;
    public const int DictionaryPage = 2;

    const int ConvertedUtf8 = 0;
    const int ConvertedDecimal = 5;
    const int ConvertedDate = 6;
    const int ConvertedTimestampMicros = 10;

    public static int PhysicalType(ParquetType type) => type switch
    {
        ParquetType.Boolean => Boolean,
        ParquetType.Int32 or ParquetType.Date => Int32,
        ParquetType.Int64 or ParquetType.TimestampMicros or ParquetType.Decimal18x6 => Int64,
        ParquetType.Double => Double,
        ParquetType.String => ByteArray,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such Parquet type."),
    };

    /// <summary>Bytes of one plain value, or 0 where they differ from value to value or are less than one.</summary>
    public static int PlainWidth(ParquetType type) => PhysicalType(type) switch
    {
        Int32 => 4,
        Int64 or Double => 8,
        _ => 0,
    };

    public static int CodecNumber(ParquetCodec codec) => codec switch
    {
        ParquetCodec.Uncompressed => 0,
        ParquetCodec.Snappy => 1,
        ParquetCodec.Gzip => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "There is no such Parquet codec."),
    };

    /// <summary>Writes the schema: the root, then one optional column each, old and new spelling of the type for old and new readers.</summary>
    public static void Write(ThriftCompactWriter thrift, int field, IReadOnlyList<ParquetColumn> columns)
    {
        thrift.BeginList(field, ThriftCompactWriter.TypeStruct, columns.Count + 1);
        thrift.BeginElement();
        thrift.Text(4, "schema");
        thrift.Int32(5, columns.Count);
        thrift.EndStruct();
        foreach (var column in columns)
        {
            thrift.BeginElement();
            thrift.Int32(1, PhysicalType(column.Type));
            thrift.Int32(3, 1);
            thrift.Text(4, column.Name);
            WriteLogicalType(thrift, column.Type);
            thrift.EndStruct();
        }
    }

    /// <summary>Our type for what a schema element says, or null when it is none of ours.</summary>
    public static ParquetType? TypeOf(int physical, int? converted, int? scale, int? precision) => (physical, converted) switch
    {
        (Boolean, null) => ParquetType.Boolean,
        (Int32, null) => ParquetType.Int32,
        (Int32, ConvertedDate) => ParquetType.Date,
        (Int64, null) => ParquetType.Int64,
        (Int64, ConvertedTimestampMicros) => ParquetType.TimestampMicros,
        (Int64, ConvertedDecimal) when scale == 6 && precision == 18 => ParquetType.Decimal18x6,
        (Double, null) => ParquetType.Double,
        (ByteArray, ConvertedUtf8) => ParquetType.String,
        _ => null,
    };

    static void WriteLogicalType(ThriftCompactWriter thrift, ParquetType type)
    {
        switch (type)
        {
            case ParquetType.String:
                thrift.Int32(6, ConvertedUtf8);
                thrift.BeginStruct(10);
                thrift.EmptyStruct(1);
                thrift.EndStruct();
                break;
            case ParquetType.Date:
                thrift.Int32(6, ConvertedDate);
                thrift.BeginStruct(10);
                thrift.EmptyStruct(6);
                thrift.EndStruct();
                break;
            case ParquetType.Decimal18x6:
                thrift.Int32(6, ConvertedDecimal);
                thrift.Int32(7, 6);
                thrift.Int32(8, 18);
                thrift.BeginStruct(10);
                thrift.BeginStruct(5);
                thrift.Int32(1, 6);
                thrift.Int32(2, 18);
                thrift.EndStruct();
                thrift.EndStruct();
                break;
            case ParquetType.TimestampMicros:
                thrift.Int32(6, ConvertedTimestampMicros);
                thrift.BeginStruct(10);
                thrift.BeginStruct(8);
                thrift.Boolean(1, true);
                thrift.BeginStruct(2);
                thrift.EmptyStruct(2);
                thrift.EndStruct();
                thrift.EndStruct();
                thrift.EndStruct();
                break;
            default:
                break;
        }
    }
}
