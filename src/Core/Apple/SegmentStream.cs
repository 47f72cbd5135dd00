using System.Net;
using System.Net.Http.Headers;

namespace AppleAnalytics.Apple;

/// <summary>
/// A segment's compressed bytes while they are downloaded, forward only. A lost connection is resumed by range where the server
/// allows it, else by reading on from the beginning; an expired address is replaced by a new one. When neither helps, reading
/// throws and <see cref="Failure"/> says why, whatever the reader makes of the exception.
/// </summary>
public sealed class SegmentStream : Stream
{
    const int MaxBarrenAttempts = 3;
    const int MaxMints = 2;

    readonly SegmentDownloads _downloads;
    readonly Func<string, Task<AppleResult<AnalyticsReportSegment>>> _mint;
    readonly ApiUsageMeter _meter;
    AnalyticsReportSegment _segment;
    HttpResponseMessage? _response;
    Stream? _body;
    EntityTagHeaderValue? _etag;
    long _position;
    int _barrenAttempts;
    int _mints;

    SegmentStream(AnalyticsReportSegment segment, SegmentDownloads downloads, Func<string, Task<AppleResult<AnalyticsReportSegment>>> mint, ApiUsageMeter meter)
    {
        _segment = segment;
        _downloads = downloads;
        _mint = mint;
        _meter = meter;
    }

    /// <summary>Why reading failed for good; null when it did not, or when it may pass on retry.</summary>
    public AppleResult<SegmentStream>? Failure { get; private set; }

    /// <summary>The network fault that ended reading; null when there was none.</summary>
    public TransientAppleException? Fault { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("The length of a download is not known.");

    /// <inheritdoc/>
    public override long Position { get => _position; set => throw new NotSupportedException("A download cannot be positioned."); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            string reason;
            try
            {
                Failure = _body is null ? await ConnectAsync(cancellationToken) : null;
                if (Failure is null)
                {
                    var read = await ReadWithinTimeAsync(buffer, cancellationToken);
                    Count(read);
                    return read;
                }

                reason = Failure.Message;
            }
            catch (TransientAppleException e)
            {
                Fault = e;
                throw;
            }
            catch (Exception e) when (AppleResilience.IsTransient(e) && !cancellationToken.IsCancellationRequested)
            {
                reason = AppleResilience.Reason(e);
            }

            if (Failure is not null)
            {
                throw new IOException(reason);
            }

            Disconnect();
            _downloads.Resuming(_segment.Id, _position, reason);
            if (++_barrenAttempts > MaxBarrenAttempts)
            {
                Fault = new($"Segment {_segment.Id} could not be downloaded whole: the connection was lost again and again ({reason}); it is downloaded again later.");
                throw Fault;
            }
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A download is read asynchronously.");

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
            Disconnect();
        }

        base.Dispose(disposing);
    }

    /// <summary>Opens a segment at its beginning.</summary>
    internal static async Task<AppleResult<SegmentStream>> OpenAsync(
        AnalyticsReportSegment segment,
        SegmentDownloads downloads,
        Func<string, Task<AppleResult<AnalyticsReportSegment>>> mint,
        ApiUsageMeter meter,
        CancellationToken cancellation)
    {
        var stream = new SegmentStream(segment, downloads, mint, meter);
        try
        {
            if (await stream.ConnectAsync(cancellation) is { } failure)
            {
                return failure;
            }

            var opened = stream;
            stream = null;
            return new() { Kind = AppleResultKind.Ok, Value = opened };
        }
        finally
        {
            stream?.Dispose();
        }
    }

    async Task<AppleResult<SegmentStream>?> ConnectAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (!_downloads.Allows(_segment.Url))
            {
                return Failed($"Segment {_segment.Id} is to be downloaded from {_segment.Url.Scheme}://{_segment.Url.Host}, which is not followed: only {_downloads.Allowed} is.");
            }

            var response = await _downloads.OpenAsync(_segment.Url, _position, _etag, cancellation);
            try
            {
                switch (response.StatusCode)
                {
                    case HttpStatusCode.OK:
                    case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == _position:
                        var skip = response.StatusCode == HttpStatusCode.OK ? _position : 0;
                        _etag = response.Headers.ETag;
                        _body = await response.Content.ReadAsStreamAsync(cancellation);
                        _response = response;
                        response = null;
                        await SkipAsync(skip, cancellation);
                        return null;
                    case HttpStatusCode.RequestedRangeNotSatisfiable when _position > 0:
                        // The connection was lost after the last byte; whoever verifies the whole judges whether it was the last.
                        _body = Null;
                        return null;
                    case HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.PreconditionFailed
                        when _mints < MaxMints:
                        _mints++;
                        _downloads.Reminting(_segment.Id, (int)response.StatusCode);
                        var minted = await _mint(_segment.Id);
                        if (!minted.IsOk)
                        {
                            return minted.As<SegmentStream>();
                        }

                        _segment = minted.Required;
                        continue;
                    default:
                        return Failed($"Segment {_segment.Id} cannot be downloaded from {_segment.Url.Host}: status {(int)response.StatusCode}, also with a new address.");
                }
            }
            finally
            {
                response?.Dispose();
            }
        }
    }

    // A server without ranges sends the beginning again; the caller verifies the whole, so it may simply be read past.
    async Task SkipAsync(long bytes, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        while (bytes > 0)
        {
            var read = await ReadWithinTimeAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellation);
            if (read == 0)
            {
                return;
            }

            _meter.DownloadedBytes(read);
            bytes -= read;
        }
    }

    async ValueTask<int> ReadWithinTimeAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        using var stalled = new CancellationTokenSource(AppleResilience.AttemptTimeout, _downloads.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellation);
        try
        {
            return await _body!.ReadAsync(buffer, linked.Token);
        }
        catch (OperationCanceledException) when (stalled.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new IOException("No bytes in time.");
        }
    }

    void Count(int read)
    {
        if (read == 0)
        {
            _meter.Downloaded();
            return;
        }

        _position += read;
        _barrenAttempts = 0;
        _meter.DownloadedBytes(read);
    }

    void Disconnect()
    {
        _body?.Dispose();
        _response?.Dispose();
        _body = null;
        _response = null;
    }

    static AppleResult<SegmentStream> Failed(string message) => new() { Kind = AppleResultKind.Unusable, Message = message };
}
