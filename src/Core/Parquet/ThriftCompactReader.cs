using System.Text;

namespace AppleAnalytics.Parquet;

/// <summary>Reads Thrift's compact protocol; fields nobody asks for are skipped.</summary>
internal ref struct ThriftCompactReader(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> _bytes = bytes;
    int _depth;

    /// <summary>Where the next byte is read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the next field's header.</summary>
    /// <param name="last">The number of the field before; is set to this field's number.</param>
    /// <param name="type">The field's Thrift type; booleans carry their value in it (1 true, 2 false).</param>
    /// <returns>False at the end of the struct.</returns>
    public bool NextField(ref int last, out int type)
    {
        var header = Next();
        type = header & 15;
        if (header == 0)
        {
            return false;
        }

        last = header >> 4 == 0 ? (int)ZigZag() : last + (header >> 4);
        return true;
    }

    public int ListHeader(out int elementType)
    {
        var header = Next();
        elementType = header & 15;
        var count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
        return count <= (ulong)(_bytes.Length - Position) ? (int)count : throw Damaged();
    }

    public long ZigZag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> Binary()
    {
        var length = Varint();
        if (length > (ulong)(_bytes.Length - Position))
        {
            throw Damaged();
        }

        var value = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return value;
    }

    public string Text() => Encoding.UTF8.GetString(Binary());

    public void Skip(int type)
    {
        if (++_depth > 32)
        {
            throw Damaged();
        }

        switch (type)
        {
            case 1 or 2:
                break;
            case 3:
                Next();
                break;
            case 4 or ThriftCompactWriter.TypeInt32 or ThriftCompactWriter.TypeInt64:
                Varint();
                break;
            case 7:
                for (var i = 0; i < 8; i++)
                {
                    Next();
                }

                break;
            case ThriftCompactWriter.TypeBinary:
                Binary();
                break;
            case ThriftCompactWriter.TypeList or 10:
                for (var left = ListHeader(out var elementType); left > 0; left--)
                {
                    // In a list a boolean is a byte of its own, in a struct it is part of the field's header.
                    Skip(elementType is 1 or 2 ? 3 : elementType);
                }

                break;
            case ThriftCompactWriter.TypeStruct:
                for (var last = 0; NextField(ref last, out var fieldType);)
                {
                    Skip(fieldType);
                }

                break;
            default:
                throw Damaged();
        }

        _depth--;
    }

    static InvalidDataException Damaged() => new("The Parquet metadata is damaged.");

    ulong Varint()
    {
        var value = 0ul;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Next();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    int Next() => Position < _bytes.Length ? _bytes[Position++] : throw Damaged();
}
