using System.Numerics;
using System.Runtime.InteropServices;

namespace AppleAnalytics.Parquet;

/// <summary>
/// Encodes one row group column by column: a dictionary page and bit-packed pages of indices, or plain pages where a dictionary
/// would not pay. Its buffers are reused from group to group and from file to file.
/// </summary>
internal sealed class RowGroupEncoder(ParquetWriterOptions options)
{
    /// <summary>Most entries of a dictionary: its indices, and code 0 for null, are 16-bit numbers.</summary>
    public const int MaxDictionaryEntries = ushort.MaxValue;

    /// <summary>Dictionaries beyond this are not written: readers hold a dictionary in memory whole.</summary>
    const int MaxDictionaryBytes = 8 << 20;

    /// <summary>Memory for pages kept from column to column; one unusual column shall not hold more for good.</summary>
    const int MaxKeptPageBytes = 1 << 20;

    readonly ByteBuffer _pages = new(1 << 16);
    readonly ByteBuffer _body = new(1 << 12);
    readonly PageCompressor _compressor = new(options.Codec);
    readonly PlainEncoder _plain = new(options.RowsPerPage);
    ushort[] _indices = [];
    PageWriter? _pageWriter;
    ParquetFileBuilder _file = null!;
    int _rows;
    long _uncompressedBytes;

    PageWriter Pages => _pageWriter ??= new PageWriter(_pages, _compressor);

    /// <summary>Begins a row group of a file.</summary>
    public void Begin(ParquetFileBuilder file, int rows)
    {
        _file = file;
        _rows = rows;
        _uncompressedBytes = 0;
        file.BeginRowGroup();
    }

    /// <summary>Encodes the group's next column, in the order of the file's columns.</summary>
    /// <typeparam name="TCode">16-bit codes where a dictionary may be written, 32-bit ones where there are too many values for it.</typeparam>
    /// <param name="column">The column.</param>
    /// <param name="values">The values by number.</param>
    /// <param name="entries">The numbers of the values the group uses, each once: entry k is the value of code k+1.</param>
    /// <param name="codes">A code per row; 0 is null.</param>
    /// <returns>The number of nulls.</returns>
    public long AddColumn<TCode>(ParquetColumn column, ColumnValues values, ReadOnlySpan<int> entries, ReadOnlySpan<TCode> codes)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        var chunk = BeginChunk(column);
        if (typeof(TCode) == typeof(ushort) && DictionaryPays(column.Type, values, entries, codes.Length))
        {
            WriteDictionaryColumn(ref chunk, values, entries, MemoryMarshal.Cast<TCode, ushort>(codes));
        }
        else
        {
            chunk.Nulls = _plain.Write(column.Type, values, entries, codes, Pages);
        }

        EndChunk(ref chunk, ColumnStatisticsWriter.Find(column.Type, values, entries));
        return chunk.Nulls;
    }

    /// <summary>Encodes the group's next column where all rows have one value: the same bytes without a look at any row.</summary>
    /// <param name="column">The column.</param>
    /// <param name="values">The values by number.</param>
    /// <param name="entry">The number of the one value.</param>
    public void AddConstantColumn(ParquetColumn column, ColumnValues values, int entry)
    {
        var chunk = BeginChunk(column);
        ReadOnlySpan<int> entries = [entry];
        WriteDictionary(ref chunk, values, entries);
        for (var start = 0; start < _rows; start += options.RowsPerPage)
        {
            var rows = Math.Min(options.RowsPerPage, _rows - start);
            _body.Clear();
            DefinitionLevels.WriteUniform(present: true, rows, _body);
            _body.Write(1);
            HybridEncoder.WriteRun(0, rows, 1, _body);
            Pages.WriteDataPage(_body.Written, rows, ParquetSchema.EncodingRleDictionary);
        }

        EndChunk(ref chunk, ColumnStatisticsWriter.Find(column.Type, values, entries));
    }

    /// <summary>Ends the group.</summary>
    public void End() => _file.EndRowGroup(_rows, _uncompressedBytes);

    ColumnChunk BeginChunk(ParquetColumn column)
    {
        _pages.Trim(MaxKeptPageBytes);
        Pages.Begin();
        return new ColumnChunk { Column = column, Rows = _rows, Offset = _file.Length, Codec = options.Codec };
    }

    void EndChunk(ref ColumnChunk chunk, ColumnStatisticsWriter statistics)
    {
        _file.WritePages(_pages.Written);
        chunk.CompressedBytes = _pages.Length;
        chunk.UncompressedBytes = Pages.UncompressedBytes;
        chunk.DataPages = Pages.DataPages;
        _uncompressedBytes += chunk.UncompressedBytes;
        chunk.WriteMetadata(_file.Metadata, statistics);
    }

    static bool DictionaryPays(ParquetType type, ColumnValues values, ReadOnlySpan<int> entries, int rows)
    {
        if (type == ParquetType.Boolean || entries.IsEmpty || entries.Length > MaxDictionaryEntries)
        {
            return false;
        }

        var bytes = DictionaryBytes(type, values, entries);
        if (bytes > MaxDictionaryBytes)
        {
            return false;
        }

        // Where most values are distinct, indices on top of the dictionary cost more than the values alone.
        var indexBytes = (long)rows * ByteBuffer.WidthOf(entries.Length - 1) / 8;
        return bytes + indexBytes <= (bytes / entries.Length + 1) * rows;
    }

    static long DictionaryBytes(ParquetType type, ColumnValues values, ReadOnlySpan<int> entries)
    {
        if (type != ParquetType.String)
        {
            return (long)entries.Length * ParquetSchema.PlainWidth(type);
        }

        var bytes = 0L;
        foreach (var value in entries)
        {
            bytes += sizeof(int) + values.TextLength(value);
        }

        return bytes;
    }

    void WriteDictionary(ref ColumnChunk chunk, ColumnValues values, ReadOnlySpan<int> entries)
    {
        _body.Clear();
        PlainEncoder.WriteValues(chunk.Column.Type, values, entries, _body);
        Pages.WriteDictionaryPage(_body.Written, entries.Length);
        chunk.DataOffset = chunk.Offset + _pages.Length;
    }

    void WriteDictionaryColumn(ref ColumnChunk chunk, ColumnValues values, ReadOnlySpan<int> entries, ReadOnlySpan<ushort> codes)
    {
        WriteDictionary(ref chunk, values, entries);
        if (_indices.Length == 0)
        {
            _indices = new ushort[options.RowsPerPage + DefinitionLevels.Slack];
        }

        var width = ByteBuffer.WidthOf(entries.Length - 1);
        for (var start = 0; start < codes.Length; start += options.RowsPerPage)
        {
            var rows = Math.Min(options.RowsPerPage, codes.Length - start);
            _body.Clear();
            var present = DefinitionLevels.Write(codes.Slice(start, rows), _indices, _body);
            _body.Write((byte)width);
            HybridEncoder.Encode(_indices.AsSpan(0, present), width, _body);
            Pages.WriteDataPage(_body.Written, rows, ParquetSchema.EncodingRleDictionary);
            chunk.Nulls += rows - present;
        }
    }
}
