namespace AppleAnalytics.Parquet;

/// <summary>A plain Snappy decoder after google/snappy's format description.</summary>
static class SnappyDecoder
{
    public static byte[] Decode(ReadOnlySpan<byte> source)
    {
        var position = 0;
        var target = new byte[(int)ThriftValue.Varint(source, ref position)];
        var at = 0;
        while (position < source.Length)
        {
            int tag = source[position++];
            int length, offset;
            switch (tag & 3)
            {
                case 0:
                    length = tag >> 2;
                    if (length >= 60)
                    {
                        var bytes = length - 59;
                        length = 0;
                        for (var i = 0; i < bytes; i++)
                        {
                            length |= source[position++] << (8 * i);
                        }
                    }

                    length++;
                    source.Slice(position, length).CopyTo(target.AsSpan(at));
                    position += length;
                    at += length;
                    continue;
                case 1:
                    length = 4 + ((tag >> 2) & 7);
                    offset = (tag >> 5 << 8) | source[position++];
                    break;
                case 2:
                    length = 1 + (tag >> 2);
                    offset = source[position] | source[position + 1] << 8;
                    position += 2;
                    break;
                default:
                    throw new InvalidDataException("Copies with offsets of four bytes are not made by our encoder.");
            }

            Assert.InRange(offset, 1, at);
            for (var i = 0; i < length; i++, at++)
            {
                target[at] = target[at - offset];
            }
        }

        Assert.Equal(target.Length, at);
        return target;
    }
}
