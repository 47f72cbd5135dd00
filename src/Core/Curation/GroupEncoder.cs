using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// Turns the waiting rows of a date into a row group of its file and takes their figures on the way: sums, minima, nulls,
/// territories, the hashes of their keys. Its arrays are reused from date to date and from instance to instance.
/// </summary>
internal sealed class GroupEncoder(ParquetWriterOptions options)
{
    readonly RowGroupEncoder _encoder = new(options);
    readonly CodeRenumbering _renumbering = new();
    readonly KeyCounter _keys = new();
    readonly ushort[] _conditionMasks = new ushort[1 << 16];
    ushort[] _source = [];
    ushort[] _condition = [];
    ushort[] _codes = [];
    ulong[] _hashes = [];

    public int RowsPerGroup => options.RowsPerGroup;

    /// <summary>Encodes the date's waiting rows; they are still waiting afterwards.</summary>
    public void Encode(InstanceTables tables, RowStore store, DateRows date, bool isLastGroup)
    {
        var file = date.File!;
        EnsureRoom(date.Rows);
        var hashes = _hashes.AsSpan(0, date.Rows);
        // Any start but zero, which stands for a free slot where the hashes are counted.
        hashes.Fill(1);
        var common = 0ul;
        _encoder.Begin(file.Builder, date.Rows);
        for (var place = 0; place < tables.Output.Count; place++)
        {
            var column = tables.Output[place];
            if (column.IsConstant)
            {
                WriteConstant(column.Column, tables.Constant(column.Column.Name, date.Date));
                continue;
            }

            var dictionary = tables.Dictionaries[column.Source];
            var source = store.Column(date, column.Source, _source);
            if (column.IsDerived)
            {
                MarkConditionCodes(tables.Dictionaries[column.Condition], column.ConditionValues);
                source = Derive(source, store.Column(date, column.Condition, _condition), tables.ZeroCode(column.Source));
            }

            file.Nulls[place] += Write(column.Column, dictionary, source);
            if (column.IsMeasure)
            {
                TakeMeasure(file, place, column.IsSummed, source, dictionary);
                if (column.UnitsSource >= 0)
                {
                    var units = store.Column(date, column.UnitsSource, _condition);
                    var largest = MeasureFigures.LargestPerUnit(source, dictionary.Numbers, units, tables.Dictionaries[column.UnitsSource].Numbers);
                    file.LargestPerUnit[place] = Math.Max(file.LargestPerUnit[place], largest);
                }
            }
            else
            {
                AddToKeys(hashes, ref common, source, dictionary);
                TakeDimension(tables, file, column, dictionary);
            }
        }

        _encoder.End();
        TakeKeys(tables, file, hashes, common, isLastGroup);
    }

    /// <summary>Counts the repeated keys of a date whose row groups are all encoded, unless the last of them did.</summary>
    public void CountKeys(InstanceTables tables, PartitionFile file)
    {
        if (file.KeyHashes.Count > 0)
        {
            file.DuplicateKeys = _keys.Count(tables.KeySpill, file.KeyHashes, []);
        }
    }

    /// <summary>Writes a column from the file.</summary>
    /// <returns>The number of nulls.</returns>
    long Write(ParquetColumn column, TextDictionary dictionary, ReadOnlySpan<ushort> source)
    {
        if (source[0] != 0 && source.IndexOfAnyExcept(source[0]) < 0)
        {
            // The app's name, for one, stands in every row.
            _renumbering.Renumber(source[..1], _codes);
            _encoder.AddConstantColumn(column, dictionary.Values, source[0]);
            return 0;
        }

        var codes = _codes.AsSpan(0, source.Length);
        _renumbering.Renumber(source, codes);
        return _encoder.AddColumn<ushort>(column, dictionary.Values, _renumbering.Entries, codes);
    }

    void EnsureRoom(int rows)
    {
        if (_source.Length < rows)
        {
            var size = Math.Min(options.RowsPerGroup, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows));
            size = Math.Max(size, rows);
            _source = new ushort[size];
            _condition = new ushort[size];
            _codes = new ushort[size];
            _hashes = new ulong[size];
        }
    }

    void WriteConstant(ParquetColumn column, ConstantValue value)
    {
        if (value.Text is { } text)
        {
            _encoder.AddConstantColumn(column, new ColumnValues(text, [0], [text.Length]), 0);
        }
        else
        {
            _encoder.AddConstantColumn(column, new ColumnValues([value.Number]), 0);
        }
    }

    /// <summary>All ones for the codes of values that count, zero for others; null never counts.</summary>
    void MarkConditionCodes(TextDictionary dictionary, IReadOnlyList<string> values)
    {
        _conditionMasks[0] = 0;
        for (var code = 1; code <= dictionary.Count; code++)
        {
            var counts = false;
            foreach (var value in values)
            {
                counts |= System.Text.Ascii.EqualsIgnoreCase(dictionary.Text(code), value);
            }

            _conditionMasks[code] = counts ? ushort.MaxValue : (ushort)0;
        }
    }

    /// <summary>The measure's own code where the condition holds, the code of 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ReadOnlySpan<ushort> Derive(ReadOnlySpan<ushort> source, ReadOnlySpan<ushort> condition, ushort zero)
    {
        // The source may lie in the row store, which other columns read again: the result goes into the condition's scratch,
        // each entry of which is read before it is written.
        var target = _condition.AsSpan(0, source.Length);
        var masks = _conditionMasks;
        for (var i = 0; i < target.Length; i++)
        {
            var mask = masks[condition[i]];
            target[i] = (ushort)((source[i] & mask) | (zero & ~mask));
        }

        return target;
    }

    void TakeMeasure(PartitionFile file, int place, bool isSummed, ReadOnlySpan<ushort> codes, TextDictionary dictionary)
    {
        if (_renumbering.Entries.IsEmpty)
        {
            return;
        }

        var minimum = long.MaxValue;
        var maximum = long.MinValue;
        foreach (var code in _renumbering.Entries)
        {
            minimum = Math.Min(minimum, dictionary.Numbers[code]);
            maximum = Math.Max(maximum, dictionary.Numbers[code]);
        }

        file.Maxima[place] = file.Minima[place] is null ? maximum : Math.Max(maximum, file.Maxima[place]);
        file.Minima[place] = Math.Min(minimum, file.Minima[place] ?? long.MaxValue);
        if (isSummed)
        {
            var largest = Math.Max((ulong)Int128.Abs(minimum), (ulong)Int128.Abs(maximum));
            file.Sums[place] += MeasureFigures.Sum(codes, dictionary.Numbers, largest);
        }
    }

    void TakeDimension(InstanceTables tables, PartitionFile file, OutputColumn column, TextDictionary dictionary)
    {
        if (column.Source == tables.TerritoryColumn)
        {
            foreach (var code in _renumbering.Entries)
            {
                file.Territories.Add(System.Text.Encoding.UTF8.GetString(dictionary.Text(code)));
            }
        }
        else if (column.Source == tables.AppIdColumn)
        {
            foreach (var code in _renumbering.Entries)
            {
                tables.NoteAppId(dictionary.Numbers[code]);
            }
        }
    }

    /// <summary>Adds the column's share to the key hash of every row: a sum of hashes, one per value and column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddToKeys(Span<ulong> hashes, ref ulong common, ReadOnlySpan<ushort> codes, TextDictionary dictionary)
    {
        var shares = dictionary.Hashes();
        if (codes.IndexOfAnyExcept(codes[0]) < 0)
        {
            common += shares[codes[0]];
            return;
        }

        ref var share = ref MemoryMarshal.GetReference(shares);
        ref var hash = ref MemoryMarshal.GetReference(hashes);
        for (var i = 0; i < codes.Length; i++)
        {
            Unsafe.Add(ref hash, i) += Unsafe.Add(ref share, codes[i]);
        }
    }

    void TakeKeys(InstanceTables tables, PartitionFile file, Span<ulong> hashes, ulong common, bool isLastGroup)
    {
        if (isLastGroup && file.KeyHashes.Count == 0)
        {
            // What all rows have in common tells none apart.
            file.DuplicateKeys = _keys.Count(tables.KeySpill, [], hashes);
            return;
        }

        foreach (ref var hash in hashes)
        {
            hash += common;
        }

        if (isLastGroup)
        {
            file.DuplicateKeys = _keys.Count(tables.KeySpill, file.KeyHashes, hashes);
            file.KeyHashes.Clear();
        }
        else
        {
            file.KeyHashes.Add(new(tables.KeySpill.Append(MemoryMarshal.AsBytes(hashes)), hashes.Length));
        }
    }
}
