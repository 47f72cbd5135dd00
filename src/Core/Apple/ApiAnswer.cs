using System.Net;

namespace AppleAnalytics.Apple;

/// <summary>One HTTP answer of the API, read whole.</summary>
internal sealed record ApiAnswer
{
    public required HttpStatusCode Status { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The errors of the error document; empty when there is none.</summary>
    public IReadOnlyList<AppleError> Errors { get; init; } = [];

    /// <summary>The time the answer states, or null.</summary>
    public DateTimeOffset? ServerTime { get; init; }

    /// <summary>The waiting time the answer states, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public RateLimitReading? RateLimit { get; init; }

    /// <summary>Not an answer: the call was not made, because the rate limit's gate closed while it waited for its turn. Until when; null for answers.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>
    /// What may be right on the next attempt: the server's own faults, and answers that are not JSON, which come from something in
    /// between and say nothing about the resource. Null when the answer is final.
    /// </summary>
    public string? Transient => (int)Status switch
    {
        >= 500 or 408 => $"status {(int)Status}",
        401 or 429 => null,
        _ when Body.Length > 0 && !LooksLikeJson => $"status {(int)Status} with a body that is not JSON",
        _ => null,
    };

    bool LooksLikeJson
    {
        get
        {
            var start = Body.AsSpan().TrimStart("\uFEFF \t\r\n"u8);
            return start.Length > 0 && start[0] is (byte)'{' or (byte)'[';
        }
    }
}
