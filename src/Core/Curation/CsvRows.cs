using CsvHelper;

namespace AppleAnalytics.Curation;

/// <summary>
/// The rows of a segment as CsvHelper cuts them. Tab-separated files have no quoting at all: a quote in an app's name is a character
/// like others. Comma-separated ones follow RFC 4180.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    readonly CsvReader _csv;
    readonly string _subject;
    readonly CurationLimits _limits;
    readonly bool _quoted;
    readonly long _linesBefore;
    int[] _lengths;

    /// <summary>Reads from the header line on.</summary>
    public CsvRows(SegmentText text, bool quoted, string subject, CurationLimits limits)
        : this(text, quoted, subject, limits, 0, hasHeader: true)
    {
        try
        {
            _csv.ReadHeader();
            Headers = [.. _csv.Headers.Select(h => h.Trim())];
            _lengths = new int[Headers.Count];
        }
        catch (CsvFormatException fault)
        {
            _csv.Dispose();
            throw TooLong(subject, limits, fault.LineNumber, fault);
        }
    }

    /// <summary>Reads from a row in the middle on.</summary>
    public CsvRows(SegmentText text, IReadOnlyList<string> headers, long linesBefore, string subject, CurationLimits limits)
        : this(text, quoted: false, subject, limits, linesBefore, hasHeader: false)
    {
        Headers = headers;
        _lengths = new int[headers.Count];
    }

    CsvRows(SegmentText text, bool quoted, string subject, CurationLimits limits, long linesBefore, bool hasHeader)
    {
        _subject = subject;
        _limits = limits;
        _quoted = quoted;
        _linesBefore = linesBefore;
        _lengths = [];
        _csv = CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                Separator = quoted ? ',' : '\t',
                Mode = quoted ? CsvMode.Rfc4180 : CsvMode.NoEscape,
                HasHeader = hasHeader,
                MaxRecordSize = limits.MaxLineBytes,
                TrackLineNumbers = true,
                SkipEmptyLines = true,
            },
            leaveOpen: true);
    }

    /// <summary>The header line's names, or none when the segment is empty.</summary>
    public IReadOnlyList<string> Headers { get; } = [];

    /// <summary>Fills a block with the next rows of the right number of fields.</summary>
    /// <returns>False when there are no more.</returns>
    public bool ReadBlock(FieldBlock block, Action<long, ReadOnlySpan<byte>> onRagged)
    {
        block.Begin(Headers.Count);
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
            throw TooLong(_subject, _limits, fault.LineNumber, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    internal static CurationException TooLong(string subject, CurationLimits limits, long line, Exception? fault) => new(
        $"{subject} has a line of more than {limits.MaxLineBytes:N0} bytes{(line > 0 ? $" (line {line})" : "")}, "
        + "which is no row of a report; look at the raw segment.",
        fault);

    void ReadRow(FieldBlock block, Action<long, ReadOnlySpan<byte>> onRagged)
    {
        var line = _linesBefore + _csv.LineNumber;
        var row = _csv.RawRecord;
        if (row.Length > _limits.MaxLineBytes)
        {
            throw TooLong(_subject, _limits, line, null);
        }

        if (_csv.FieldCount != _lengths.Length)
        {
            onRagged(line, row);
            return;
        }

        if (_quoted)
        {
            block.AppendRaw(row);
            for (var i = 0; i < _lengths.Length; i++)
            {
                block.AppendField(_csv.GetSpan(i));
            }
        }
        else
        {
            for (var i = 0; i < _lengths.Length; i++)
            {
                _lengths[i] = _csv.GetRawSpan(i).Length;
            }

            block.AppendRow(row, _lengths);
        }

        block.EndRow(line);
    }
}
