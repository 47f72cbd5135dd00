using System.IO.Compression;

namespace AppleAnalytics.Curation;

/// <summary>
/// The inflated bytes of one segment. What is wrong with the compressed bytes comes out as a <see cref="CurationException"/>
/// that names the segment; a segment that inflates without end is stopped.
/// </summary>
internal sealed class SegmentText : Stream
{
    readonly TailStream _compressed;
    readonly GZipStream _inflating;
    readonly string _subject;
    readonly long _limit;
    byte[] _start;
    int _startLength;
    int _startTaken;
    long _inflated;

    /// <summary>Opens a segment and looks at its first line.</summary>
    /// <param name="compressed">The bytes as Apple sent them; are disposed with this stream.</param>
    /// <param name="subject">Table, app and segment, for messages.</param>
    /// <param name="limits">How long a line and a segment may be.</param>
    public SegmentText(Stream compressed, string subject, CurationLimits limits)
    {
        _compressed = new TailStream(compressed);
        _inflating = new GZipStream(_compressed, CompressionMode.Decompress, leaveOpen: true);
        _subject = subject;
        _limit = limits.MaxInflatedBytes;
        _start = new byte[Math.Min(8192, limits.MaxLineBytes)];
        _startLength = ReadInflated(_start);
        while (_startLength < _start.Length && _start.AsSpan(0, _startLength).IndexOf((byte)'\n') < 0
            && ReadInflated(_start.AsSpan(_startLength)) is > 0 and var more)
        {
            _startLength += more;
        }
    }

    /// <summary>The beginning of the text, which holds the header line unless that is unreasonably long.</summary>
    public ReadOnlySpan<byte> Start => _start.AsSpan(0, _startLength);

    /// <summary>Gives bytes back that were read but not used; they are read next.</summary>
    public void Unread(ReadOnlySpan<byte> bytes)
    {
        byte[] all = [.. bytes, .. _start.AsSpan(_startTaken, _startLength - _startTaken)];
        _start = all;
        _startLength = all.Length;
        _startTaken = 0;
    }

    /// <summary>Reads what is left and says how the file ends.</summary>
    public GzipEnd ReadEnd()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (ReadInflated(rest) > 0)
        {
        }

        return new(_compressed.ReadToTail(), _inflated);
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
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_startTaken < _startLength)
        {
            var count = Math.Min(buffer.Length, _startLength - _startTaken);
            _start.AsSpan(_startTaken, count).CopyTo(buffer);
            _startTaken += count;
            return count;
        }

        return ReadInflated(buffer);
    }

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
            _inflating.Dispose();
            _compressed.Dispose();
        }

        base.Dispose(disposing);
    }

    int ReadInflated(Span<byte> buffer)
    {
        int count;
        try
        {
            count = _inflating.Read(buffer);
        }
        catch (InvalidDataException fault)
        {
            throw new CurationException(
                _inflated == 0
                    ? $"{_subject} is not gzip or is damaged from its first byte on; land the segment again."
                    : $"{_subject} is damaged after {_inflated:N0} bytes of text; land the segment again.",
                fault);
        }

        _inflated += count;
        return _inflated <= _limit
            ? count
            : throw new CurationException($"{_subject} inflates to more than {_limit:N0} bytes, which no report does; it was not read further.");
    }
}
