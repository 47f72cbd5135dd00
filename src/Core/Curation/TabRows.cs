namespace AppleAnalytics.Curation;

/// <summary>
/// The rows of a tab-separated segment whose lines end with a line feed, as all of Apple's do: cut in place, without copying.
/// A tab-separated header has two fields or more, so a blank line is never a row.
/// At the first carriage return the rest is left to <see cref="CsvRows"/>, which knows every kind of line break.
/// </summary>
internal sealed class TabRows(SegmentText text, int columns, string subject, CurationLimits limits)
{
    readonly TabBuffer _buffer = TabBuffer.Rent();
    int _length;
    int _lines;
    int _nextLine;
    long _linesBefore;
    bool _isAtEnd;

    /// <summary>Whether reading stopped at a carriage return; what was not read is back in the text.</summary>
    public bool MetCarriageReturn { get; private set; }

    /// <summary>Lines read so far, the header included.</summary>
    public long LinesRead => _linesBefore + _nextLine;

    /// <summary>Points the block at the next rows of the right number of fields.</summary>
    /// <returns>False when there are no more rows, or none before a carriage return.</returns>
    public bool ReadBlock(FieldBlock block, Action<long, ReadOnlySpan<byte>> onRagged)
    {
        while (true)
        {
            for (; _nextLine < _lines; _nextLine++)
            {
                if (FieldsOf(_nextLine) == columns && LinesRead > 0)
                {
                    PointAtRows(block);
                    return true;
                }

                var line = Line(_nextLine);
                if (line.Length > 0 && LinesRead > 0)
                {
                    onRagged(LinesRead + 1, line);
                }
            }

            if (_isAtEnd || MetCarriageReturn || !ReadMore())
            {
                return false;
            }
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Close() => _buffer.Return();

    void PointAtRows(FieldBlock block)
    {
        var first = _nextLine;
        while (_nextLine < _lines && _nextLine - first < FieldBlock.MaxRows && FieldsOf(_nextLine) == columns)
        {
            _nextLine++;
        }

        block.Point(_buffer.Text, _buffer.Ends, EndIndex(first - 1), columns, _nextLine - first, _linesBefore + first + 1);
    }

    /// <summary>Where a line's end stands among the ends; the end before the first line stands first.</summary>
    int EndIndex(int line) => line < 0 ? 0 : _buffer.LineEnds[line] + 1;

    int FieldsOf(int line) => EndIndex(line) - EndIndex(line - 1);

    ReadOnlySpan<byte> Line(int line)
    {
        var start = (int)(_buffer.Ends[EndIndex(line - 1)] + 1);
        return _buffer.Text.AsSpan(start, (int)_buffer.Ends[EndIndex(line)] - start);
    }

    /// <summary>Reads the next stretch of whole lines.</summary>
    bool ReadMore()
    {
        _linesBefore += _lines;
        _nextLine = 0;
        var consumed = _lines == 0 ? 0 : (int)_buffer.Ends[EndIndex(_lines - 1)] + 1;
        _lines = 0;
        _buffer.Text.AsSpan(consumed, _length - consumed).CopyTo(_buffer.Text);
        _length -= consumed;
        while (true)
        {
            if (_length == _buffer.Capacity)
            {
                if (_length > limits.MaxLineBytes)
                {
                    throw CsvRows.TooLong(subject, limits, LinesRead + 1, null);
                }

                _buffer.Grow();
            }

            var count = text.Read(_buffer.Text.AsSpan(_length, _buffer.Capacity - _length));
            _isAtEnd = count == 0;
            if (_isAtEnd && _length > 0)
            {
                // The last line may lack its line feed.
                _buffer.Text[_length++] = (byte)'\n';
            }

            _length += count;
            if (_length > 0 && Scan())
            {
                return !MetCarriageReturn;
            }

            if (_isAtEnd)
            {
                return false;
            }
        }
    }

    /// <summary>Finds the lines of what is in the buffer.</summary>
    /// <returns>Whether there is a whole one, or a carriage return.</returns>
    bool Scan()
    {
        _buffer.Ends[0] = uint.MaxValue;
        SeparatorScanner.Scan(
            _buffer.Text.AsSpan(0, _length), _buffer.Ends.AsSpan(1), _buffer.LineEnds, out _lines, out var hasCarriageReturn);
        if (hasCarriageReturn)
        {
            MetCarriageReturn = true;
            _lines = 0;
            text.Unread(_buffer.Text.AsSpan(0, _length));
        }

        return _lines > 0 || MetCarriageReturn;
    }
}
