namespace AppleAnalytics.Simulator.Faults;

/// <summary>
/// What goes wrong. Every "Every" counts calls from the start of the server or from the last change of faults and hits each n-th one;
/// 0, the default everywhere, is never.
/// </summary>
public sealed record SimulatorFaults
{
    /// <summary>Each n-th API call is answered 429 although the quota is not used up.</summary>
    public int Every429 { get; init; }

    /// <summary>Each n-th API call is answered 500 with an errors document.</summary>
    public int Every500 { get; init; }

    /// <summary>Each n-th API call is answered 502 with an HTML page, as an edge server would.</summary>
    public int HtmlErrorEvery { get; init; }

    /// <summary>Each n-th API call is never answered; the caller has to give up.</summary>
    public int SilentEvery { get; init; }

    /// <summary>Whether the key's role was taken away: every call is answered 403 <c>FORBIDDEN_ERROR</c>.</summary>
    public bool RoleTaken { get; init; }

    /// <summary>
    /// Seconds by which Apple's clock is ahead of <see cref="SimulatorOptions.Clock"/>: tokens are judged by it, so that a caller with the
    /// other clock is answered 401 until it has read the answer's <c>Date</c>. Negative is behind.
    /// </summary>
    public int ClockSkewSeconds { get; init; }

    /// <summary>What <c>X-Rate-Limit</c> looks like. Default is Apple's documented form.</summary>
    public RateLimitForm RateLimitForm { get; init; }

    /// <summary>Each n-th download falls silent after half its bytes; the caller has to give up.</summary>
    public int StalledDownloadEvery { get; init; }

    /// <summary>Each n-th download breaks off after half its bytes.</summary>
    public int CutDownloadEvery { get; init; }

    /// <summary>Each n-th download carries one wrong byte, so that its MD5 differs from the segment's checksum.</summary>
    public int WrongMd5Every { get; init; }

    /// <summary>Each n-th download is answered 503 SlowDown.</summary>
    public int SlowDownEvery { get; init; }

    /// <summary>Each n-th list names a checksum that its file does not have, until it is listed again.</summary>
    public int WrongChecksumEvery { get; init; }

    /// <summary>Each n-th list names a size that its file does not have, until it is listed again.</summary>
    public int WrongSizeEvery { get; init; }

    /// <summary>Each n-th list gives addresses that have expired.</summary>
    public int ExpiredUrlEvery { get; init; }

    /// <summary>Whether the addresses of files point to another host.</summary>
    public bool ForeignDownloadHost { get; init; }

    /// <summary>Seconds in the Retry-After header of a 429; null, the default, sends none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Whether <see cref="RetryAfterSeconds"/> is sent as an HTTP date instead of seconds.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>Whether <c>links.next</c> of a second page points to that page again.</summary>
    public bool PagingLoop { get; init; }

    /// <summary>Whether <c>links.next</c> points to another host.</summary>
    public bool ForeignNextHost { get; init; }

    /// <summary>Days after its processing date until an instance lists its segments; 0, the default, is at once.</summary>
    public int SegmentsLateDays { get; init; }

    /// <summary>Each n-th creation of a report request takes effect, and its answer is lost: the connection breaks.</summary>
    public int LostCreateAnswerEvery { get; init; }

    /// <summary>So many of an app's reviews are told, as if there were no more; null, the default, tells all.</summary>
    public int? ReviewsAtMost { get; init; }

    /// <summary>How files are written. Default is Apple's own form.</summary>
    public FileForm FileForm { get; init; }
}
