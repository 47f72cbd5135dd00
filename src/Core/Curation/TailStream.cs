namespace AppleAnalytics.Curation;

/// <summary>Passes a stream's bytes on and remembers the last eight.</summary>
internal sealed class TailStream(Stream inner) : Stream
{
    const int TailLength = 8;

    byte[] _tail = [];

    /// <summary>Reads what is left and gives the last eight bytes, or fewer when there were no more.</summary>
    public byte[] ReadToTail()
    {
        Span<byte> rest = stackalloc byte[1024];
        while (Read(rest) > 0)
        {
        }

        return _tail;
    }

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
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        if (count >= TailLength)
        {
            _tail = buffer.Slice(count - TailLength, TailLength).ToArray();
        }
        else if (count > 0)
        {
            byte[] joined = [.. _tail, .. buffer[..count]];
            _tail = joined[Math.Max(0, joined.Length - TailLength)..];
        }

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
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
