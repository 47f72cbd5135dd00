namespace AppleAnalytics.Apple;

/// <summary>Counts what a step costs at Apple while it runs; safe for parallel use.</summary>
public sealed class ApiUsageMeter
{
    readonly Lock _lock = new();
    readonly SortedDictionary<string, int> _calls = new(StringComparer.Ordinal);
    int _rateLimited;
    int _downloads;
    long _downloadedBytes;
    RateLimitReading? _rateLimit;

    /// <summary>What has been counted so far.</summary>
    public ApiUsage Total
    {
        get
        {
            lock (_lock)
            {
                return new()
                {
                    Calls = new SortedDictionary<string, int>(_calls, StringComparer.Ordinal),
                    RateLimited = _rateLimited,
                    Downloads = _downloads,
                    DownloadedBytes = _downloadedBytes,
                    RateLimit = _rateLimit,
                };
            }
        }
    }

    /// <summary>One call of an endpoint, repeated ones included: Apple counts them too.</summary>
    internal void Call(string endpoint)
    {
        lock (_lock)
        {
            _calls[endpoint] = _calls.GetValueOrDefault(endpoint) + 1;
        }
    }

    /// <summary>One answer 429.</summary>
    internal void RateLimited()
    {
        lock (_lock)
        {
            _rateLimited++;
        }
    }

    /// <summary>The budget an answer stated.</summary>
    internal void Observe(RateLimitReading reading)
    {
        lock (_lock)
        {
            _rateLimit = _rateLimit is null || reading.ObservedAt >= _rateLimit.ObservedAt ? reading : _rateLimit;
        }
    }

    /// <summary>One segment downloaded whole.</summary>
    internal void Downloaded()
    {
        lock (_lock)
        {
            _downloads++;
        }
    }

    /// <summary>Bytes that came, also of downloads that failed later.</summary>
    internal void DownloadedBytes(int bytes)
    {
        lock (_lock)
        {
            _downloadedBytes += bytes;
        }
    }
}
