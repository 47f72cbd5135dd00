namespace AppleAnalytics.Parquet;

/// <summary>
/// The distinct values of a column, by number: texts one after another in one run of bytes, everything else as 64-bit integers
/// (days, microseconds, millionths, 0 and 1, the bits of a double).
/// </summary>
internal readonly ref struct ColumnValues
{
    readonly ReadOnlySpan<long> _numbers;
    readonly ReadOnlySpan<byte> _text;
    readonly ReadOnlySpan<int> _starts;
    readonly ReadOnlySpan<int> _lengths;

    public ColumnValues(ReadOnlySpan<long> numbers) => _numbers = numbers;

    public ColumnValues(ReadOnlySpan<byte> text, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths)
    {
        _text = text;
        _starts = starts;
        _lengths = lengths;
    }

    public long Number(int value) => _numbers[value];

    public ReadOnlySpan<byte> Text(int value) => _text.Slice(_starts[value], _lengths[value]);

    public int TextLength(int value) => _lengths[value];
}
