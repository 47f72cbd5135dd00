using Amazon.S3.Model;
using AppleAnalytics.Security;

namespace AppleAnalytics.Lake;

/// <summary>An object's bytes; a connection that breaks in the middle is a fault a retry may mend.</summary>
internal sealed class S3Content(GetObjectResponse response, string location, string key) : Stream
{
    /// <summary>A connection that brings nothing for that long is given up; the client's own time limit ends with the headers.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly Stream _inner = response.ResponseStream;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length of S3 content is in its ObjectInfo.");

    public override long Position
    {
        get => throw new NotSupportedException("S3 content cannot be sought.");
        set => throw new NotSupportedException("S3 content cannot be sought.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, CancellationToken.None))
        {
            throw S3Faults.Of(location, "read", key, fault);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = _inner.ReadAsync(buffer, cancellationToken);
            return read.IsCompleted ? await read : await read.AsTask().WaitAsync(Patience, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException || AwsFaults.IsOurs(fault, cancellationToken))
        {
            throw S3Faults.Of(location, "read", key, fault);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("S3 content cannot be sought.");

    public override void SetLength(long value) => throw new NotSupportedException("S3 content is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("S3 content is read only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}
