using System.Text;

namespace AppleAnalytics.Parquet;

/// <summary>A Thrift compact value read without knowing its schema: fields by number. Independent of the product's reader.</summary>
sealed class ThriftValue
{
    public Dictionary<int, ThriftValue> Fields { get; } = [];

    public List<ThriftValue> Items { get; } = [];

    public long Number { get; private set; }

    public byte[] Bytes { get; private set; } = [];

    public string Text => Encoding.UTF8.GetString(Bytes);

    public ThriftValue this[int field] => Fields[field];

    public long? NumberOrNull(int field) => Fields.TryGetValue(field, out var value) ? value.Number : null;

    public static ThriftValue ReadStruct(byte[] source, ref int position)
    {
        var value = new ThriftValue();
        for (var last = 0; ;)
        {
            int header = source[position++];
            if (header == 0)
            {
                return value;
            }

            last = header >> 4 == 0 ? (int)ZigZag(source, ref position) : last + (header >> 4);
            value.Fields[last] = Read(source, ref position, header & 15, inList: false);
        }
    }

    static ThriftValue Read(byte[] source, ref int position, int type, bool inList)
    {
        var value = new ThriftValue();
        switch (type)
        {
            case 1 or 2:
                value.Number = inList ? source[position++] == 1 ? 1 : 0 : type == 1 ? 1 : 0;
                return value;
            case 3:
                value.Number = (sbyte)source[position++];
                return value;
            case 4 or 5 or 6:
                value.Number = ZigZag(source, ref position);
                return value;
            case 8:
                var length = (int)Varint(source, ref position);
                value.Bytes = source[position..(position + length)];
                position += length;
                return value;
            case 9:
                int header = source[position++];
                var count = header >> 4 == 15 ? (int)Varint(source, ref position) : header >> 4;
                for (var i = 0; i < count; i++)
                {
                    value.Items.Add(Read(source, ref position, header & 15, inList: true));
                }

                return value;
            case 12:
                return ReadStruct(source, ref position);
            default:
                throw new InvalidDataException($"Thrift type {type} at {position}.");
        }
    }

    static long ZigZag(byte[] source, ref int position)
    {
        var value = Varint(source, ref position);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public static ulong Varint(ReadOnlySpan<byte> source, ref int position)
    {
        var value = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var next = source[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
