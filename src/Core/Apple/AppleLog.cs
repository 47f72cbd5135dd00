using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Apple;

/// <summary>What the client logs: paths without query, never an address of a download, never a token.</summary>
internal static partial class AppleLog
{
    [LoggerMessage(1001, LogLevel.Debug, "{Endpoint}: {Method} {Path} answered {Status} in {Milliseconds} ms")]
    public static partial void Answered(ILogger logger, string endpoint, string method, string path, int status, long milliseconds);

    [LoggerMessage(1002, LogLevel.Warning, "{Endpoint}: Apple's rate limit is reached; no further call before {Until:O}")]
    public static partial void RateLimited(ILogger logger, string endpoint, DateTimeOffset until);

    [LoggerMessage(1003, LogLevel.Information, "{Host}: attempt {Attempt} failed ({Reason}), trying again in {Delay}")]
    public static partial void Retrying(ILogger logger, string host, int attempt, string reason, TimeSpan delay);

    [LoggerMessage(1004, LogLevel.Warning, "{Host}: failing too often, no call for {Duration}")]
    public static partial void CircuitOpened(ILogger logger, string host, TimeSpan duration);

    [LoggerMessage(1005, LogLevel.Warning, "Apple rejected a token; this machine's clock differs from Apple's by {Seconds} s, which tokens now allow for")]
    public static partial void ClockCorrected(ILogger logger, double seconds);

    [LoggerMessage(1006, LogLevel.Information, "Segment {Segment}: connection lost after {Bytes} bytes ({Reason}), resuming")]
    public static partial void Resuming(ILogger logger, string segment, long bytes, string reason);

    [LoggerMessage(1007, LogLevel.Information, "Segment {Segment}: the download address is not accepted any more ({Status}), asking for a new one")]
    public static partial void Reminting(ILogger logger, string segment, int status);
}
