using CsvHelper;

namespace AppleAnalytics.Curation;

/// <summary>
/// Cuts one segment into blocks of rows. Tab-separated files have no quoting at all: a quote in an app's name is a character like others.
/// Comma-separated ones follow RFC 4180. Which it is, the header line says.
/// </summary>
internal sealed class SegmentReader : IDisposable
{
    readonly SegmentText _text;
    readonly CsvReader _csv;
    readonly string _subject;
    readonly CurationLimits _limits;
    readonly bool _quoted;
    int[] _lengths = [];

    public SegmentReader(Stream compressed, string subject, CurationLimits limits)
    {
        _subject = subject;
        _limits = limits;
        _text = new SegmentText(compressed, subject, limits);
        try
        {
            var header = _text.Start;
            var lineEnd = header.IndexOf((byte)'\n');
            header = lineEnd < 0 ? header : header[..lineEnd];
            _quoted = !header.Contains((byte)'\t') && header.Contains((byte)',');
            _csv = CsvReader.Create(
                _text,
                new CsvReaderOptions
                {
                    Separator = _quoted ? ',' : '\t',
                    Mode = _quoted ? CsvMode.Rfc4180 : CsvMode.NoEscape,
                    MaxRecordSize = limits.MaxLineBytes,
                    TrackLineNumbers = true,
                    SkipEmptyLines = true,
                },
                leaveOpen: true);
            _csv.ReadHeader();
            Headers = [.. _csv.Headers.Select(h => h.Trim())];
        }
        catch (CsvFormatException fault)
        {
            _text.Dispose();
            throw TooLong(fault);
        }
        catch
        {
            _text.Dispose();
            throw;
        }
    }

    /// <summary>The header line's names, or none when the segment is empty.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>Reads what is left and says how the file ends.</summary>
    public GzipEnd ReadEnd() => _text.ReadEnd();

    /// <summary>Fills a block with the next rows.</summary>
    /// <param name="block">The block.</param>
    /// <param name="onRagged">Takes line and raw text of every row that has another number of fields than the header.</param>
    /// <returns>False when there are no more rows and the block is empty.</returns>
    public bool ReadBlock(FieldBlock block, Action<long, ReadOnlySpan<byte>> onRagged)
    {
        var columns = Headers.Count;
        block.Begin(columns);
        if (columns == 0)
        {
            return false;
        }

        if (_lengths.Length < columns)
        {
            _lengths = new int[columns];
        }

        try
        {
            while (!block.IsFull)
            {
                if (!_csv.Read())
                {
                    return block.Rows > 0;
                }

                ReadRow(block, onRagged);
            }

            return true;
        }
        catch (CsvFormatException fault)
        {
            throw TooLong(fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _csv.Dispose();
        _text.Dispose();
    }

    void ReadRow(FieldBlock block, Action<long, ReadOnlySpan<byte>> onRagged)
    {
        var columns = Headers.Count;
        var row = _csv.RawRecord;
        if (row.Length > _limits.MaxLineBytes)
        {
            throw TooLong(null);
        }

        if (_csv.FieldCount != columns)
        {
            onRagged(_csv.LineNumber, row);
            return;
        }

        if (_quoted)
        {
            block.AppendRaw(row);
            for (var i = 0; i < columns; i++)
            {
                block.AppendField(_csv.GetSpan(i));
            }
        }
        else
        {
            for (var i = 0; i < columns; i++)
            {
                _lengths[i] = _csv.GetRawSpan(i).Length;
            }

            block.AppendRow(row, _lengths.AsSpan(0, columns));
        }

        block.EndRow(_csv.LineNumber);
    }

    CurationException TooLong(CsvFormatException? fault) => new(
        $"{_subject} has a line of more than {_limits.MaxLineBytes:N0} bytes{(fault is { LineNumber: > 0 } ? $" (line {fault.LineNumber})" : "")}, "
        + "which is no row of a report; look at the raw segment.",
        fault);
}
