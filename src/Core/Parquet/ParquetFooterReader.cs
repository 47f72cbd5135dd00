using System.Buffers.Binary;

namespace AppleAnalytics.Parquet;

/// <summary>Reads the footer of the Parquet files this project writes; pages are not touched.</summary>
public static class ParquetFooterReader
{
    const int TailLength = 8;
    const int MaxFooterLength = 256 << 20;

    /// <summary>Reads the footer.</summary>
    /// <param name="stream">A seekable stream that holds the file and nothing else; such streams are memory or local files, so reading does not wait.</param>
    /// <exception cref="InvalidDataException">The stream is no Parquet file, is damaged, or has columns this project does not write.</exception>
    public static ParquetFooter Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.Length < TailLength + 4)
        {
            throw new InvalidDataException($"A Parquet file has at least {TailLength + 4} bytes, this one has {stream.Length}.");
        }

        var tail = new byte[TailLength];
        stream.Position = stream.Length - TailLength;
        stream.ReadExactly(tail);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8) || length <= 0 || length > Math.Min(MaxFooterLength, stream.Length - TailLength - 4))
        {
            throw new InvalidDataException("This is no complete Parquet file: its last bytes are not a footer.");
        }

        var footer = new byte[length];
        stream.Position = stream.Length - TailLength - length;
        stream.ReadExactly(footer);
        try
        {
            return new ParquetFooterParser().Parse(footer);
        }
        catch (Exception fault) when (fault is ArgumentException or ArithmeticException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The Parquet metadata is damaged.", fault);
        }
    }
}
