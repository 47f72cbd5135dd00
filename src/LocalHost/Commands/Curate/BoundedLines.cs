namespace AppleAnalytics.LocalHost.Commands;

/// <summary>Passes a text on as long as its lines are those of a report: a line without end would be held in memory whole.</summary>
/// <param name="text">The text.</param>
/// <param name="leaveOpen">Whether the text stays open when this stream is closed.</param>
internal sealed class BoundedLines(Stream text, bool leaveOpen) : Stream
{
    /// <summary>Bytes of a line beyond which a text is no report.</summary>
    public const int MaxLineBytes = 1 << 20;

    long _line;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A line is longer than <see cref="MaxLineBytes"/>.</exception>
    public override int Read(Span<byte> buffer)
    {
        // No more at once than may stand in one line, so that none is missed between two line ends.
        var count = text.Read(buffer[..Math.Min(buffer.Length, MaxLineBytes)]);
        var read = buffer[..count];
        var (first, last) = (read.IndexOf((byte)'\n'), read.LastIndexOf((byte)'\n'));
        if (_line + (first < 0 ? count : first) > MaxLineBytes)
        {
            throw new InvalidDataException($"it has a line of more than {MaxLineBytes:N0} bytes, which no report has");
        }

        _line = last < 0 ? _line + count : count - last - 1;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }
}
