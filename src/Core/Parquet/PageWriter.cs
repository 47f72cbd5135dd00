namespace AppleAnalytics.Parquet;

/// <summary>Compresses pages and puts their headers in front, for one column chunk after another.</summary>
internal sealed class PageWriter(ByteBuffer output, PageCompressor compressor)
{
    readonly ThriftCompactWriter _header = new(output);
    readonly ByteBuffer _compressed = new(1 << 12);

    /// <summary>Bytes of the chunk so far as they would be without compression, headers included.</summary>
    public long UncompressedBytes { get; private set; }

    /// <summary>Data pages of the chunk so far.</summary>
    public int DataPages { get; private set; }

    /// <summary>Begins a column chunk.</summary>
    public void Begin()
    {
        UncompressedBytes = 0;
        DataPages = 0;
    }

    public void WriteDictionaryPage(ReadOnlySpan<byte> body, int entries)
    {
        var start = output.Length;
        BeginHeader(ParquetSchema.DictionaryPage, body);
        _header.BeginStruct(7);
        _header.Int32(1, entries);
        _header.Int32(2, ParquetSchema.EncodingPlain);
        End(body, start);
    }

    public void WriteDataPage(ReadOnlySpan<byte> body, int rows, int encoding)
    {
        var start = output.Length;
        BeginHeader(ParquetSchema.DataPage, body);
        _header.BeginStruct(5);
        _header.Int32(1, rows);
        _header.Int32(2, encoding);
        _header.Int32(3, ParquetSchema.EncodingRle);
        _header.Int32(4, ParquetSchema.EncodingRle);
        End(body, start);
        DataPages++;
    }

    void BeginHeader(int pageType, ReadOnlySpan<byte> body)
    {
        _compressed.Clear();
        compressor.Compress(body, _compressed);
        _header.BeginElement();
        _header.Int32(1, pageType);
        _header.Int32(2, body.Length);
        _header.Int32(3, _compressed.Length);
    }

    void End(ReadOnlySpan<byte> body, int start)
    {
        _header.EndStruct();
        _header.EndStruct();
        UncompressedBytes += output.Length - start + body.Length;
        output.Write(_compressed.Written);
    }
}
