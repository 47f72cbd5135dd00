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
        _pages.Clear();
        file.BeginRowGroup();
    }

    /// <summary>Encodes the group's next column, in the order of the file's columns.</summary>
    /// <typeparam name="TCode">16-bit codes where a dictionary may be written, 32-bit ones where there are too many values for it.</typeparam>
    /// <param name="column">The column.</param>
    /// <param name="values">The values by number.</param>
    /// <param name="entries">The numbers of the values the group uses, each once: entry k is the value of code k+1.</param>
    /// <param name="codes">A code per row; 0 is null.</param>
    public void AddColumn<TCode>(ParquetColumn column, ColumnValues values, ReadOnlySpan<int> entries, ReadOnlySpan<TCode> codes)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        var chunk = new ColumnChunk { Column = column, Rows = _rows, Offset = _file.Length + _pages.Length, Codec = options.Codec };
        Pages.Begin();
        if (typeof(TCode) == typeof(ushort) && DictionaryPays(column.Type, values, entries, codes.Length))
        {
            WriteDictionaryColumn(ref chunk, values, entries, MemoryMarshal.Cast<TCode, ushort>(codes));
        }
        else
        {
            chunk.Nulls = _plain.Write(column.Type, values, entries, codes, Pages);
        }

        chunk.CompressedBytes = _file.Length + _pages.Length - chunk.Offset;
        chunk.UncompressedBytes = Pages.UncompressedBytes;
        chunk.DataPages = Pages.DataPages;
        _uncompressedBytes += chunk.UncompressedBytes;
        chunk.WriteMetadata(_file.Metadata, ColumnStatisticsWriter.Find(column.Type, values, entries));
    }

    /// <summary>Hands the finished group to the file.</summary>
    public void End()
    {
        _file.EndRowGroup(_pages.Written, _rows, _uncompressedBytes);
        if (_pages.Length > 32 << 20)
        {
            _pages.Trim(1 << 16);
        }
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

    void WriteDictionaryColumn(ref ColumnChunk chunk, ColumnValues values, ReadOnlySpan<int> entries, ReadOnlySpan<ushort> codes)
    {
        _body.Clear();
        PlainEncoder.WriteValues(chunk.Column.Type, values, entries, _body);
        Pages.WriteDictionaryPage(_body.Written, entries.Length);
        chunk.DataOffset = _file.Length + _pages.Length;
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
