using System.Buffers.Text;

namespace AppleAnalytics.Simulator.Data;

/// <summary>UTF-8 text that grows; written straight as bytes.</summary>
internal sealed class TextBuffer(int capacity = 1 << 16)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public int Length => _length;

    public void Clear() => _length = 0;

    public void Append(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    public void Append(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    public void Append(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>Ten-thousandths as a decimal with two to four digits behind the point.</summary>
    public void AppendAmount(long value)
    {
        if (value < 0)
        {
            Append((byte)'-');
            value = -value;
        }
        Append(value / 10000);
        Reserve(5);
        var fraction = (int)(value % 10000);
        _bytes[_length++] = (byte)'.';
        _bytes[_length++] = (byte)('0' + (fraction / 1000));
        _bytes[_length++] = (byte)('0' + (fraction / 100 % 10));
        if (fraction % 100 != 0)
        {
            _bytes[_length++] = (byte)('0' + (fraction / 10 % 10));
            if (fraction % 10 != 0)
            {
                _bytes[_length++] = (byte)('0' + (fraction % 10));
            }
        }
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}
