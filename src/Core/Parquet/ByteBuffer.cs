using System.Buffers.Binary;
using System.Numerics;

namespace AppleAnalytics.Parquet;

/// <summary>A growing, reusable run of bytes that pages and metadata are written into.</summary>
internal sealed class ByteBuffer(int capacity = 256)
{
    byte[] _bytes = new byte[capacity];

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Gives back memory that one unusual file needed.</summary>
    public void Trim(int capacity)
    {
        Length = 0;
        if (_bytes.Length > capacity)
        {
            _bytes = new byte[capacity];
        }
    }

    /// <summary>The free space behind what is written, at least <paramref name="count"/> bytes; <see cref="Advance"/> makes them count.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            var wanted = checked(Length + count);
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)_bytes.Length * 2, wanted)));
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    /// <summary>Takes back what was written after <paramref name="length"/>.</summary>
    public void Rewind(int length) => Length = length;

    /// <summary>Bytes already written, to be filled in afterwards.</summary>
    public Span<byte> At(int offset, int count) => _bytes.AsSpan(offset, count);

    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Write(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length));
        Length += values.Length;
    }

    public void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        Length += 4;
    }

    public void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
        Length += 8;
    }

    /// <summary>Writes an unsigned number in groups of seven bits, the least significant first (ULEB128).</summary>
    public void WriteVarint(ulong value)
    {
        var target = Reserve(10);
        var i = 0;
        while (value >= 0x80)
        {
            target[i++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[i++] = (byte)value;
        Length += i;
    }

    /// <summary>Writes the low bytes of a number that is known to fit into <paramref name="width"/> bits.</summary>
    public void WriteFixedWidth(uint value, int width)
    {
        for (var bits = 0; bits < width; bits += 8)
        {
            Write((byte)(value >> bits));
        }
    }

    /// <summary>Bits needed for numbers from 0 to <paramref name="maximum"/>, at least one.</summary>
    public static int WidthOf(int maximum) => Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)maximum));
}
