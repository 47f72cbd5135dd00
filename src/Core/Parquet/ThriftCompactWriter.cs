using System.Text;

namespace AppleAnalytics.Parquet;

/// <summary>Writes Thrift's compact protocol, which Parquet's page headers and footer are in.</summary>
internal sealed class ThriftCompactWriter(ByteBuffer output)
{
    public const int TypeInt16 = 4;
    public const int TypeInt32 = 5;
    public const int TypeInt64 = 6;
    public const int TypeBinary = 8;
    public const int TypeList = 9;
    public const int TypeStruct = 12;

    readonly int[] _lastFields = new int[16];
    int _depth;

    public void Boolean(int field, bool value) => FieldHeader(field, value ? 1 : 2);

    public void Int16(int field, short value)
    {
        FieldHeader(field, TypeInt16);
        ZigZag(value);
    }

    public void Int32(int field, int value)
    {
        FieldHeader(field, TypeInt32);
        ZigZag(value);
    }

    public void Int64(int field, long value)
    {
        FieldHeader(field, TypeInt64);
        ZigZag(value);
    }

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        FieldHeader(field, TypeBinary);
        ElementBinary(value);
    }

    public void Text(int field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    public void BeginStruct(int field)
    {
        FieldHeader(field, TypeStruct);
        BeginElement();
    }

    /// <summary>Begins the outermost struct or a struct that is an element of a list.</summary>
    /// <param name="afterField">The field written last, for a struct that another writer began.</param>
    public void BeginElement(int afterField = 0) => _lastFields[++_depth] = afterField;

    public void EndStruct()
    {
        output.Write(0);
        _depth--;
    }

    /// <summary>A struct without fields, as Thrift spells the cases of a union that carry nothing.</summary>
    public void EmptyStruct(int field)
    {
        BeginStruct(field);
        EndStruct();
    }

    public void BeginList(int field, int elementType, int count)
    {
        FieldHeader(field, TypeList);
        if (count < 15)
        {
            output.Write((byte)(count << 4 | elementType));
        }
        else
        {
            output.Write((byte)(0xF0 | elementType));
            output.WriteVarint((ulong)count);
        }
    }

    public void ElementInt32(int value) => ZigZag(value);

    public void ElementBinary(ReadOnlySpan<byte> value)
    {
        output.WriteVarint((ulong)value.Length);
        output.Write(value);
    }

    void ZigZag(long value) => output.WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    void FieldHeader(int field, int type)
    {
        var delta = field - _lastFields[_depth];
        if (delta is > 0 and < 16)
        {
            output.Write((byte)(delta << 4 | type));
        }
        else
        {
            output.Write((byte)type);
            ZigZag(field);
        }

        _lastFields[_depth] = field;
    }
}
