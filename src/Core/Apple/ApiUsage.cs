namespace AppleAnalytics.Apple;

/// <summary>What a step cost at Apple; activities return it, the run report sums it up.</summary>
public sealed record ApiUsage
{
    /// <summary>Nothing used.</summary>
    public static ApiUsage None { get; } = new();

    /// <summary>Calls by endpoint name, such as <c>instances</c>; downloads are not calls.</summary>
    public IReadOnlyDictionary<string, int> Calls { get; init; } = new Dictionary<string, int>();

    /// <summary>Answers 429 among the calls.</summary>
    public int RateLimited { get; init; }

    /// <summary>Segments downloaded.</summary>
    public int Downloads { get; init; }

    /// <summary>Bytes downloaded, compressed.</summary>
    public long DownloadedBytes { get; init; }

    /// <summary>The budget Apple stated last, or null when no answer carried one.</summary>
    public RateLimitReading? RateLimit { get; init; }

    /// <summary>The sum of two usages; the later rate-limit reading stays.</summary>
    public ApiUsage Add(ApiUsage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var calls = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (endpoint, count) in Calls.Concat(other.Calls))
        {
            calls[endpoint] = calls.GetValueOrDefault(endpoint) + count;
        }

        return new()
        {
            Calls = calls,
            RateLimited = RateLimited + other.RateLimited,
            Downloads = Downloads + other.Downloads,
            DownloadedBytes = DownloadedBytes + other.DownloadedBytes,
            RateLimit = RateLimit is null || (other.RateLimit is not null && other.RateLimit.ObservedAt >= RateLimit.ObservedAt) ? other.RateLimit : RateLimit,
        };
    }
}
