using System.Text;

namespace AppleAnalytics.Parquet;

/// <summary>Puts a Parquet file together: the magic, the row groups as they come, the footer last.</summary>
internal sealed class ParquetFileBuilder
{
    /// <summary>A fixed text: a version that changed with every build would change the bytes of every partition.</summary>
    const string CreatedBy = "AppleAnalytics.Durable version 1.0.0 (build 1)";

    const int FormatVersion = 2;

    readonly IReadOnlyList<ParquetColumn> _columns;
    readonly Stream _output;
    int _groups;
    long _groupStart;

    public ParquetFileBuilder(IReadOnlyList<ParquetColumn> columns, Stream output)
    {
        _columns = columns;
        _output = output;
        Write("PAR1"u8);
    }

    /// <summary>Bytes of the file so far.</summary>
    public long Length { get; private set; }

    /// <summary>Rows of the finished row groups.</summary>
    public long Rows { get; private set; }

    /// <summary>The metadata of the row groups so far, as the footer will hold it.</summary>
    public ByteBuffer Metadata { get; } = new(1 << 11);

    public void BeginRowGroup()
    {
        _groupStart = Length;
        new RowGroupThrift(Metadata).Begin(_columns.Count);
    }

    /// <summary>Takes the pages of the row group's next column.</summary>
    public void WritePages(ReadOnlySpan<byte> pages) => Write(pages);

    public void EndRowGroup(int rows, long uncompressedBytes)
    {
        new RowGroupThrift(Metadata).End(uncompressedBytes, rows, _groupStart, Length - _groupStart, _groups);
        Rows += rows;
        _groups++;
    }

    /// <summary>Writes the footer; the file is complete then.</summary>
    public void Finish(IReadOnlyDictionary<string, string> keyValueMetadata)
    {
        var footer = new ByteBuffer(Metadata.Length + 4096);
        var thrift = new ThriftCompactWriter(footer);
        thrift.BeginElement();
        thrift.Int32(1, FormatVersion);
        ParquetSchema.Write(thrift, 2, _columns);
        thrift.Int64(3, Rows);
        thrift.BeginList(4, ThriftCompactWriter.TypeStruct, _groups);
        footer.Write(Metadata.Written);
        if (keyValueMetadata.Count > 0)
        {
            thrift.BeginList(5, ThriftCompactWriter.TypeStruct, keyValueMetadata.Count);
            foreach (var (key, value) in keyValueMetadata.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                thrift.BeginElement();
                thrift.Text(1, key);
                thrift.Text(2, value);
                thrift.EndStruct();
            }
        }

        thrift.Text(6, CreatedBy);
        thrift.BeginList(7, ThriftCompactWriter.TypeStruct, _columns.Count);
        foreach (var _ in _columns)
        {
            // TypeDefinedOrder, without which readers do not trust the statistics of texts.
            thrift.BeginElement();
            thrift.EmptyStruct(1);
            thrift.EndStruct();
        }

        thrift.EndStruct();
        footer.WriteInt32(footer.Length);
        footer.Write("PAR1"u8);
        Write(footer.Written);
    }

    void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        Length += bytes.Length;
    }

    /// <summary>The two ends of a row group's metadata; between them stand the column chunks.</summary>
    readonly struct RowGroupThrift(ByteBuffer output)
    {
        public void Begin(int columns)
        {
            var thrift = new ThriftCompactWriter(output);
            thrift.BeginElement();
            thrift.BeginList(1, ThriftCompactWriter.TypeStruct, columns);
        }

        public void End(long uncompressedBytes, int rows, long offset, long compressedBytes, int ordinal)
        {
            var thrift = new ThriftCompactWriter(output);
            thrift.BeginElement(afterField: 1);
            thrift.Int64(2, uncompressedBytes);
            thrift.Int64(3, rows);
            thrift.Int64(5, offset);
            thrift.Int64(6, compressedBytes);
            if (ordinal <= short.MaxValue)
            {
                thrift.Int16(7, (short)ordinal);
            }

            thrift.EndStruct();
        }
    }
}
