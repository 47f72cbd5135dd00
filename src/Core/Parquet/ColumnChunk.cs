namespace AppleAnalytics.Parquet;

/// <summary>What the footer says of one column of one row group.</summary>
internal struct ColumnChunk
{
    public required ParquetColumn Column { get; init; }

    public required int Rows { get; init; }

    /// <summary>Where the chunk's first page is in the file.</summary>
    public required long Offset { get; init; }

    public required ParquetCodec Codec { get; init; }

    /// <summary>Where the first data page is, when a dictionary page comes before it; else 0.</summary>
    public long DataOffset { get; set; }

    public long CompressedBytes { get; set; }

    public long UncompressedBytes { get; set; }

    public long Nulls { get; set; }

    public int DataPages { get; set; }

    public readonly void WriteMetadata(ByteBuffer output, ColumnStatisticsWriter statistics)
    {
        var thrift = new ThriftCompactWriter(output);
        var hasDictionary = DataOffset != 0;
        var encoding = hasDictionary ? ParquetSchema.EncodingRleDictionary : ParquetSchema.EncodingPlain;
        thrift.BeginElement();
        thrift.Int64(2, Offset);
        thrift.BeginStruct(3);
        thrift.Int32(1, ParquetSchema.PhysicalType(Column.Type));
        thrift.BeginList(2, ThriftCompactWriter.TypeInt32, hasDictionary ? 3 : 2);
        thrift.ElementInt32(ParquetSchema.EncodingPlain);
        thrift.ElementInt32(ParquetSchema.EncodingRle);
        if (hasDictionary)
        {
            thrift.ElementInt32(ParquetSchema.EncodingRleDictionary);
        }

        thrift.BeginList(3, ThriftCompactWriter.TypeBinary, 1);
        thrift.ElementBinary(System.Text.Encoding.UTF8.GetBytes(Column.Name));
        thrift.Int32(4, ParquetSchema.CodecNumber(Codec));
        thrift.Int64(5, Rows);
        thrift.Int64(6, UncompressedBytes);
        thrift.Int64(7, CompressedBytes);
        thrift.Int64(9, hasDictionary ? DataOffset : Offset);
        if (hasDictionary)
        {
            thrift.Int64(11, Offset);
        }

        thrift.BeginStruct(12);
        thrift.Int64(3, Nulls);
        statistics.Write(thrift);
        thrift.EndStruct();

        // Tells readers that every page is dictionary-encoded, so that they may filter on the dictionary alone.
        thrift.BeginList(13, ThriftCompactWriter.TypeStruct, hasDictionary ? 2 : 1);
        if (hasDictionary)
        {
            WriteEncodingCount(thrift, ParquetSchema.DictionaryPage, ParquetSchema.EncodingPlain, 1);
        }

        WriteEncodingCount(thrift, ParquetSchema.DataPage, encoding, DataPages);
        thrift.EndStruct();
        thrift.EndStruct();
    }

    static void WriteEncodingCount(ThriftCompactWriter thrift, int pageType, int encoding, int count)
    {
        thrift.BeginElement();
        thrift.Int32(1, pageType);
        thrift.Int32(2, encoding);
        thrift.Int32(3, count);
        thrift.EndStruct();
    }
}
