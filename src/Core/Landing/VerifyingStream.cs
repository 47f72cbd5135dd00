using System.Security.Cryptography;

namespace AppleAnalytics.Landing;

/// <summary>
/// Passes a segment's bytes through to the store while it hashes and counts them. At the end it compares with what Apple states
/// and throws when they differ, so that the store, which commits only what it could read whole, keeps nothing.
/// </summary>
/// <param name="inner">The bytes; not disposed here.</param>
/// <param name="expectedBytes">The size Apple states, or null.</param>
/// <param name="expectedMd5">The MD5 Apple states, 32 lower-case hex digits, or null.</param>
public sealed class VerifyingStream(Stream inner, long? expectedBytes, string? expectedMd5) : Stream
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    readonly HeaderProbe _probe = new();

    /// <summary>Bytes passed so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>The MD5 of all bytes, 32 lower-case hex digits; null until the end was read.</summary>
    public string? Md5 { get; private set; }

    /// <summary>What differs from what Apple states, as part of a sentence; null when nothing does.</summary>
    public string? Mismatch { get; private set; }

    /// <summary>Whether the segment has at least one line after its header; known at the end.</summary>
    public bool HasRows { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("The length of a download is not known.");

    /// <inheritdoc/>
    public override long Position { get => Bytes; set => throw new NotSupportedException("A download cannot be positioned."); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read > 0)
        {
            Take(buffer.Span[..read]);
        }
        else if (buffer.Length > 0)
        {
            Finish();
        }

        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        if (read > 0)
        {
            Take(buffer.AsSpan(offset, read));
        }
        else if (count > 0)
        {
            Finish();
        }

        return read;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A download cannot be positioned.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("A download cannot be written.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A download cannot be written.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    void Take(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _probe.Take(bytes);
        Bytes += bytes.Length;

        // More than promised is known to be wrong before the end, which need never come.
        if (Bytes > expectedBytes)
        {
            Fail($"more than the {expectedBytes} bytes Apple states came");
        }
    }

    void Finish()
    {
        if (Md5 is not null)
        {
            return;
        }

        Md5 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        HasRows = _probe.HasRows();
        if (expectedBytes is { } bytes && bytes != Bytes)
        {
            Fail($"{Bytes} bytes came, Apple states {bytes}");
        }
        else if (expectedMd5 is not null && expectedMd5 != Md5)
        {
            Fail($"the bytes that came have MD5 {Md5}, Apple states {expectedMd5}");
        }
    }

    void Fail(string mismatch)
    {
        Mismatch = mismatch;
        throw new InvalidDataException(mismatch);
    }
}
