using System.Runtime.InteropServices;
using System.Text;

namespace AppleAnalytics.Parquet;

/// <summary>Takes the values of one column of a <see cref="ParquetTableWriter"/>, one per row.</summary>
public sealed class ParquetColumnWriter
{
    readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    readonly Dictionary<long, int> _numbers = [];
    readonly ByteBuffer _text = new();
    readonly List<int> _starts = [];
    readonly List<int> _lengths = [];
    readonly List<long> _values = [];
    readonly List<int> _codes = [];

    internal ParquetColumnWriter(ParquetColumn column) => Column = column;

    /// <summary>The column.</summary>
    public ParquetColumn Column { get; }

    /// <summary>Values taken since the last row group.</summary>
    internal int Count => _codes.Count;

    /// <summary>Bytes of text held for the present row group.</summary>
    internal int TextBytes => _text.Length;

    /// <summary>Appends a null.</summary>
    public void AppendNull() => _codes.Add(0);

    /// <summary>Appends a text, or null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void Append(string? value)
    {
        Require(ParquetType.String);
        if (value is null)
        {
            AppendNull();
            return;
        }

        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, value, out var known);
        if (!known)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            _starts.Add(_text.Length);
            _lengths.Add(bytes.Length);
            _text.Write(bytes);
            code = _starts.Count;
        }

        _codes.Add(code);
    }

    /// <summary>Appends an integer to a column of 32 or 64 bits, or null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    /// <exception cref="OverflowException">The column has 32 bits and the value needs more.</exception>
    public void Append(long? value)
    {
        if (Column.Type == ParquetType.Int32)
        {
            AppendNumber(value is { } number ? checked((int)number) : null);
        }
        else
        {
            Require(ParquetType.Int64);
            AppendNumber(value);
        }
    }

    /// <summary>Appends a floating-point number, or null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void Append(double? value)
    {
        Require(ParquetType.Double);
        AppendNumber(value is { } number ? BitConverter.DoubleToInt64Bits(number) : null);
    }

    /// <summary>Appends an amount, rounded half to even at six decimals, or null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    /// <exception cref="OverflowException">The value has more than twelve digits before the point.</exception>
    public void Append(decimal? value)
    {
        Require(ParquetType.Decimal18x6);
        AppendNumber(value is { } number ? ParquetValue.Of(number) : null);
    }

    /// <summary>Appends a date, or null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void Append(DateOnly? value)
    {
        Require(ParquetType.Date);
        AppendNumber(value is { } date ? ParquetValue.Of(date) : null);
    }

    /// <summary>Appends a point in time, cut to microseconds, or null; a time of unspecified kind counts as UTC.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void Append(DateTime? value)
    {
        Require(ParquetType.TimestampMicros);
        AppendNumber(value is { } time ? ParquetValue.Of(time) : null);
    }

    /// <summary>Appends true, false or null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void Append(bool? value)
    {
        Require(ParquetType.Boolean);
        AppendNumber(value is { } truth ? (truth ? 1 : 0) : null);
    }

    /// <summary>Encodes what was taken and begins anew.</summary>
    internal void WriteTo(RowGroupEncoder encoder)
    {
        var distinct = Column.Type == ParquetType.String ? _starts.Count : _values.Count;
        var entries = new int[distinct];
        for (var i = 0; i < distinct; i++)
        {
            entries[i] = i;
        }

        var values = Column.Type == ParquetType.String
            ? new ColumnValues(_text.Written, CollectionsMarshal.AsSpan(_starts), CollectionsMarshal.AsSpan(_lengths))
            : new ColumnValues(CollectionsMarshal.AsSpan(_values));
        if (distinct <= RowGroupEncoder.MaxDictionaryEntries)
        {
            var codes = new ushort[_codes.Count];
            for (var i = 0; i < codes.Length; i++)
            {
                codes[i] = (ushort)_codes[i];
            }

            encoder.AddColumn<ushort>(Column, values, entries, codes);
        }
        else
        {
            encoder.AddColumn<int>(Column, values, entries, CollectionsMarshal.AsSpan(_codes));
        }

        _texts.Clear();
        _numbers.Clear();
        _text.Clear();
        _starts.Clear();
        _lengths.Clear();
        _values.Clear();
        _codes.Clear();
    }

    void AppendNumber(long? value)
    {
        if (value is not { } number)
        {
            AppendNull();
            return;
        }

        ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, number, out var known);
        if (!known)
        {
            _values.Add(number);
            code = _values.Count;
        }

        _codes.Add(code);
    }

    void Require(ParquetType type)
    {
        if (Column.Type != type)
        {
            throw new InvalidOperationException($"Column '{Column.Name}' holds {Column.Type}, not {type}.");
        }
    }
}
