namespace AppleAnalytics.Curation;

/// <summary>
/// Some rows of a segment, all with as many fields as the header: their text in one run of bytes and where each field ends.
/// A field begins one byte after the end of the field before it.
/// </summary>
internal sealed class FieldBlock
{
    /// <summary>Most rows of a block: few enough for text and codes to stay in the processor's nearest cache.</summary>
    public const int MaxRows = 256;

    /// <summary>A block of unusually long rows ends here.</summary>
    public const int MaxTextBytes = 1 << 18;

    /// <summary>Readable bytes behind the text: a field is loaded as 32 bytes however short it is.</summary>
    const int Slack = 64;

    byte[] _ownText = [];
    uint[] _ownEnds = [];
    byte[] _text = [];
    uint[] _ends = [];
    int _firstEnd;
    readonly List<byte> _raw = [];
    readonly List<int> _rawEnds = [];
    int _textLength;
    int _fields;

    /// <summary>Fields of every row.</summary>
    public int Columns { get; private set; }

    /// <summary>Rows in the block.</summary>
    public int Rows { get; private set; }

    /// <summary>The rows' line numbers in the segment, the header being line 1.</summary>
    public long[] Lines { get; } = new long[MaxRows];

    /// <summary>The text, with readable slack behind it. Pinned: a pointer to it stays valid.</summary>
    public byte[] Text => _text;

    /// <summary>Ends of fields, row by row. Pinned.</summary>
    public uint[] Ends => _ends;

    /// <summary>Where, in <see cref="Ends"/>, the end before the first field is.</summary>
    public int FirstEnd => _firstEnd;

    public bool IsFull => Rows == MaxRows || _textLength >= MaxTextBytes;

    /// <summary>Begins a block whose rows are appended.</summary>
    public void Begin(int columns)
    {
        Columns = columns;
        Rows = 0;
        _textLength = 0;
        _fields = 0;
        _firstEnd = 0;
        _raw.Clear();
        _rawEnds.Clear();
        if (_ownEnds.Length < (columns * MaxRows) + 1)
        {
            _ownEnds = GC.AllocateUninitializedArray<uint>((columns * MaxRows) + 1, pinned: true);
            _ownEnds[0] = uint.MaxValue;
        }

        _text = _ownText;
        _ends = _ownEnds;
    }

    /// <summary>Points the block at rows that lie together elsewhere: in pinned arrays, with readable slack behind the text.</summary>
    public void Point(byte[] text, uint[] ends, int firstEnd, int columns, int rows, long firstLine)
    {
        _text = text;
        _ends = ends;
        _firstEnd = firstEnd;
        _rawEnds.Clear();
        Columns = columns;
        Rows = rows;
        for (var i = 0; i < rows; i++)
        {
            Lines[i] = firstLine + i;
        }
    }

    /// <summary>Appends a field's value; the caller appends as many as there are columns, then ends the row.</summary>
    public void AppendField(ReadOnlySpan<byte> value)
    {
        EnsureText(value.Length + 1);
        value.CopyTo(_text.AsSpan(_textLength));
        _textLength += value.Length;
        _ends[++_fields] = (uint)_textLength++;
    }

    /// <summary>Appends a row whose raw text has its fields one byte apart, by the lengths of the fields.</summary>
    public void AppendRow(ReadOnlySpan<byte> row, ReadOnlySpan<int> lengths)
    {
        EnsureText(row.Length + 1);
        row.CopyTo(_text.AsSpan(_textLength));
        var end = _textLength - 1;
        foreach (var length in lengths)
        {
            end += length + 1;
            _ends[++_fields] = (uint)end;
        }

        _textLength += row.Length + 1;
    }

    public void EndRow(long line) => Lines[Rows++] = line;

    /// <summary>One field's text.</summary>
    public ReadOnlySpan<byte> Field(int row, int column)
    {
        var end = _firstEnd + (row * Columns) + column + 1;
        var start = _ends[end - 1] + 1;
        return _text.AsSpan((int)start, (int)(_ends[end] - start));
    }

    /// <summary>A row as it was in the segment, without its line break.</summary>
    public ReadOnlySpan<byte> RawRow(int row)
    {
        if (_rawEnds.Count > row)
        {
            var from = row == 0 ? 0 : _rawEnds[row - 1];
            return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_raw)[from.._rawEnds[row]];
        }

        var start = _ends[_firstEnd + (row * Columns)] + 1;
        return _text.AsSpan((int)start, (int)(_ends[_firstEnd + ((row + 1) * Columns)] - start));
    }

    /// <summary>Keeps the raw text of a row whose fields were appended as values.</summary>
    public void AppendRaw(ReadOnlySpan<byte> row)
    {
        _raw.AddRange(row);
        _rawEnds.Add(_raw.Count);
    }

    void EnsureText(int count)
    {
        if (_textLength + count + Slack > _text.Length)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(Math.Max(1 << 14, _text.Length * 2), _textLength + count + Slack), pinned: true);
            _text.AsSpan(0, _textLength).CopyTo(larger);
            _ownText = larger;
            _text = larger;
        }
    }
}
