using System.Text.Unicode;

namespace AppleAnalytics.Curation;

/// <summary>Turns blocks of rows into codes, column by column, and takes out the rows that are not what the table expects.</summary>
internal sealed class RowReader
{
    readonly InstanceTables _tables;
    readonly TextDictionary _dates;
    readonly Quarantine _quarantine;
    readonly Dictionary<string, long> _missingValues = new(StringComparer.Ordinal);
    SegmentLayout _layout = new([]);

    public RowReader(InstanceTables tables, CurationWorkspace workspace, Quarantine quarantine)
    {
        _tables = tables;
        _dates = workspace.Dates;
        _quarantine = quarantine;
        Codes = workspace.Codes(tables.Stored.Count);
        DateCodes = workspace.DateCodes;
    }

    /// <summary>The block's codes by stored column.</summary>
    public ushort[][] Codes { get; }

    /// <summary>The block's metric dates as codes.</summary>
    public ushort[] DateCodes { get; }

    /// <summary>Rows with amounts of more than six decimals, which were rounded.</summary>
    public long RoundedAmounts { get; private set; }

    /// <summary>Rejected rows that lack a value no row can do without, by header.</summary>
    public IReadOnlyDictionary<string, long> MissingValues => _missingValues;

    /// <summary>Begins a segment: columns it lacks are null in all its rows.</summary>
    public void Begin(SegmentLayout layout)
    {
        _layout = layout;
        foreach (var codes in Codes)
        {
            Array.Clear(codes);
        }
    }

    /// <summary>Reads a block.</summary>
    /// <returns>How many rows are left in the codes; the others are in quarantine.</returns>
    public int Read(FieldBlock block)
    {
        if (block.Rows == 0)
        {
            return 0;
        }

        LookUp(block);
        var rows = block.Rows;
        if (HasBadFields(rows))
        {
            rows = TakeBadRowsOut(block);
        }

        CountRounded(rows);
        return rows;
    }

    static string ReasonFor(ReadOnlySpan<byte> field, string header, string expectation) =>
        field.IsEmpty ? $"{header} is empty"
        : !Utf8.IsValid(field) ? "invalid UTF-8"
        : $"{header} is not {expectation}";

    unsafe void LookUp(FieldBlock block)
    {
        fixed (byte* text = block.Text)
        fixed (uint* ends = block.Ends)
        {
            for (var column = 0; column < block.Columns; column++)
            {
                var stored = _layout.Columns[column];
                var (dictionary, target) = stored == SegmentLayout.MetricDate ? (_dates, DateCodes) : (_tables.Dictionaries[stored], Codes[stored]);
                fixed (ushort* codes = target)
                {
                    dictionary.LookupColumn(text, ends + block.FirstEnd + 1 + column, block.Columns, block.Rows, codes);
                }
            }
        }
    }

    bool HasBadFields(int rows)
    {
        if (DateCodes.AsSpan(0, rows).ContainsAny(TextDictionary.Invalid, (ushort)0))
        {
            return true;
        }

        for (var i = 0; i < Codes.Length; i++)
        {
            var codes = Codes[i].AsSpan(0, rows);
            if (_tables.Stored[i].ValueRequired ? codes.ContainsAny(TextDictionary.Invalid, (ushort)0) : codes.Contains(TextDictionary.Invalid))
            {
                return true;
            }
        }

        return false;
    }

    int TakeBadRowsOut(FieldBlock block)
    {
        var kept = 0;
        for (var row = 0; row < block.Rows; row++)
        {
            if (Reject(block, row))
            {
                continue;
            }

            DateCodes[kept] = DateCodes[row];
            foreach (var codes in Codes)
            {
                codes[kept] = codes[row];
            }

            kept++;
        }

        return kept;
    }

    bool Reject(FieldBlock block, int row)
    {
        for (var column = 0; column < block.Columns; column++)
        {
            var stored = _layout.Columns[column];
            var isDate = stored == SegmentLayout.MetricDate;
            var code = isDate ? DateCodes[row] : Codes[stored][row];
            if (code != TextDictionary.Invalid && (code != 0 || !(isDate || _tables.Stored[stored].ValueRequired)))
            {
                continue;
            }

            var type = isDate ? Reports.ColumnType.Date : _tables.Stored[stored].Type;
            var header = isDate ? _tables.DateHeader : _tables.Stored[stored].Header;
            var reason = ReasonFor(block.Field(row, column), header, FieldText.Expectation(type));
            if (block.Field(row, column).IsEmpty)
            {
                _missingValues[header] = _missingValues.GetValueOrDefault(header) + 1;
            }

            _quarantine.Add(block.Lines[row], header, reason, block.RawRow(row));
            return true;
        }

        return false;
    }

    void CountRounded(int rows)
    {
        for (var i = 0; i < Codes.Length; i++)
        {
            if (_tables.Dictionaries[i].HasRounded)
            {
                foreach (var code in Codes[i].AsSpan(0, rows))
                {
                    RoundedAmounts += _tables.Dictionaries[i].IsRounded(code) ? 1 : 0;
                }
            }
        }
    }
}
