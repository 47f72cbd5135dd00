using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using AppleAnalytics.Parquet;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Curation;

/// <summary>
/// The distinct values of one column. A field's bytes go straight to a 16-bit code: 0 is empty (null), others count from 1 in the order
/// of first appearance. Texts of numbers and dates are read once each; spellings of one value share its code.
/// </summary>
/// <remarks>
/// Open addressing with slots of 64 bytes, one cache line: the first 32 bytes of the text, its length and its code. A field is looked up
/// with one load, one hash, one comparison, without a branch that depends on the data.
/// </remarks>
internal sealed unsafe partial class TextDictionary : IDisposable
{
    /// <summary>Most values a dictionary can hold.</summary>
    public const int MaxEntries = Invalid - 1;

    /// <summary>The code of a field that is no value of the column's type.</summary>
    public const ushort Invalid = ushort.MaxValue;

    byte[] _text = new byte[4096];
    int _textLength;
    int[] _starts = new int[FirstCapacity];
    int[] _lengths = new int[FirstCapacity];
    long[] _numbers = new long[FirstCapacity];
    bool[] _rounded = new bool[FirstCapacity];
    ulong[] _hashes = [];
    int _hashed;
    ulong _hashSeed;

    public TextDictionary() => Allocate(FirstCapacity);

    /// <summary>The column's type.</summary>
    public ColumnType Type { get; private set; }

    /// <summary>Values so far; their codes are 1 to this.</summary>
    public int Count { get; private set; }

    /// <summary>Whether an amount with more than six decimals was met.</summary>
    public bool HasRounded { get; private set; }

    /// <summary>The values by code, for the encoder.</summary>
    public ColumnValues Values => Type == ColumnType.String ? new(_text, _starts, _lengths) : new(_numbers);

    /// <summary>The numbers by code, of every type but String; entry 0 is 0.</summary>
    public ReadOnlySpan<long> Numbers => _numbers;

    /// <summary>Empties the dictionary for a column of that type; the memory stays for the next.</summary>
    public void Reset(ColumnType type, ulong hashSeed)
    {
        for (var i = 0; i < _used; i++)
        {
            Unsafe.InitBlockUnaligned(_slots + _usedSlots[i], 0, SlotBytes);
        }

        if (_capacity > 1 << 14 || _text.Length > 1 << 20)
        {
            // One unusual column shall not hold its memory for all that follow.
            Free();
            Allocate(FirstCapacity);
            _text = new byte[4096];
        }

        Type = type;
        _hashSeed = hashSeed;
        _hashed = 0;
        _used = 0;
        Count = 0;
        _textLength = 0;
        HasRounded = false;
        _lengths[0] = 0;
        _numbers[0] = 0;
        AddSlot(FindFree(FieldHash.OfShort(Vector256<byte>.Zero)), Vector256<byte>.Zero, 0, 0, 0);
    }

    /// <summary>Whether that many more rows are sure to fit; each may add a text and the usual spelling of its value.</summary>
    public bool HasRoomFor(int rows, CurationLimits limits) =>
        _used + (2 * rows) <= limits.MaxDictionaryEntries && _textLength <= limits.MaxDictionaryBytes;

    public ReadOnlySpan<byte> Text(int code) => _text.AsSpan(_starts[code], _lengths[code]);

    public bool IsRounded(int code) => _rounded[code];

    /// <summary>The code of a text, which is added when it is new.</summary>
    public ushort CodeOf(ReadOnlySpan<byte> text)
    {
        var padded = new byte[text.Length + InlineBytes];
        text.CopyTo(padded);
        fixed (byte* start = padded)
        {
            return Lookup(start, text.Length);
        }
    }

    /// <summary>A 64-bit hash of each value by code, different from column to column; entry 0 stands for null.</summary>
    public ReadOnlySpan<ulong> Hashes()
    {
        if (_hashes.Length <= Count)
        {
            Array.Resize(ref _hashes, _starts.Length);
        }

        for (; _hashed <= Count; _hashed++)
        {
            // Null must differ from every text, the empty one included.
            _hashes[_hashed] = _hashed == 0 ? FieldHash.Strong("null"u8, ~_hashSeed) : FieldHash.Strong(Text(_hashed), _hashSeed);
        }

        return _hashes;
    }

    /// <summary>Looks one column of a block up.</summary>
    /// <param name="text">The block's text, readable for 32 bytes beyond its end.</param>
    /// <param name="ends">Where the column's field of the first row ends; the entry before is where the field before it ends.</param>
    /// <param name="stride">Entries from row to row.</param>
    /// <param name="rows">Rows in the block.</param>
    /// <param name="codes">Takes a code per row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void LookupColumn(byte* text, uint* ends, nint stride, int rows, ushort* codes)
    {
        var slots = _slots;
        var mask = _mask;
        var masks = LengthMasks + InlineBytes;
        for (var row = 0; row < rows; row++, ends += stride)
        {
            var start = ends[-1] + 1;
            var length = (int)(ends[0] - start);
            var field = text + start;
            if (length <= InlineBytes)
            {
                var value = Vector256.Load(field) & Vector256.Load(masks - length);
                var slot = slots + (FieldHash.OfShort(value) & mask);
                if (Vector256.Load(slot) == value && ((int*)slot)[8] == length + 1)
                {
                    codes[row] = (ushort)((int*)slot)[9];
                    continue;
                }
            }

            else if (row > 0 && codes[row - 1] != Invalid && length == _lengths[codes[row - 1]]
                && new ReadOnlySpan<byte>(field, length).SequenceEqual(Text(codes[row - 1])))
            {
                // Long texts, such as the app's name, often stand in every row.
                codes[row] = codes[row - 1];
                continue;
            }

            codes[row] = Lookup(field, length);
            slots = _slots;
            mask = _mask;
        }
    }

    /// <summary>The straightforward form of <see cref="LookupColumn"/>: one field, whatever its length and place.</summary>
    internal ushort Lookup(byte* field, int length)
    {
        Vector256<byte> value;
        nuint hash;
        if (length <= InlineBytes)
        {
            value = Vector256.Load(field) & Vector256.Load(LengthMasks + InlineBytes - length);
            hash = FieldHash.OfShort(value);
        }
        else
        {
            value = Vector256.Load(field);
            hash = FieldHash.OfLong(new ReadOnlySpan<byte>(field, length));
        }

        for (var at = hash & _mask; ; at = (at + SlotBytes) & _mask)
        {
            var slot = (int*)(_slots + at);
            if (slot[8] == 0)
            {
                return Add(new ReadOnlySpan<byte>(field, length), value, hash);
            }

            if (slot[8] == length + 1 && Vector256.Load((byte*)slot) == value
                && (length <= InlineBytes || new ReadOnlySpan<byte>(field, length).SequenceEqual(_text.AsSpan(slot[10], length))))
            {
                return (ushort)slot[9];
            }
        }
    }

    /// <summary>Takes a text not met before.</summary>
    ushort Add(ReadOnlySpan<byte> text, Vector256<byte> value, nuint hash)
    {
        if (Type == ColumnType.String)
        {
            return Utf8.IsValid(text) ? AddValue(text, value, hash, 0) : Invalid;
        }

        var form = FieldText.Parse(Type, text, out var number);
        switch (form)
        {
            case FieldForm.Invalid:
                return Invalid;
            case FieldForm.OtherSpelling:
                Span<byte> canonical = stackalloc byte[64];
                var code = CodeOf(canonical[..FieldText.Format(Type, number, canonical)]);
                AddSlot(FindFree(hash), value, text.Length, code, Remember(text));
                return code;
            default:
                var added = AddValue(text, value, hash, number);
                _rounded[added] = form == FieldForm.Rounded;
                HasRounded |= form == FieldForm.Rounded;
                return added;
        }
    }

    ushort AddValue(ReadOnlySpan<byte> text, Vector256<byte> value, nuint hash, long number)
    {
        if (Count == MaxEntries)
        {
            throw new InvalidOperationException("The dictionary is full.");
        }

        var code = ++Count;
        if (code == _starts.Length)
        {
            Array.Resize(ref _starts, code * 2);
            Array.Resize(ref _lengths, code * 2);
            Array.Resize(ref _numbers, code * 2);
            Array.Resize(ref _rounded, code * 2);
        }

        _starts[code] = Remember(text);
        _lengths[code] = text.Length;
        _numbers[code] = number;
        _rounded[code] = false;
        AddSlot(FindFree(hash), value, text.Length, code, _starts[code]);
        return (ushort)code;
    }

    int Remember(ReadOnlySpan<byte> text)
    {
        if (_textLength + text.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + text.Length));
        }

        text.CopyTo(_text.AsSpan(_textLength));
        var start = _textLength;
        _textLength += text.Length;
        return start;
    }
}
