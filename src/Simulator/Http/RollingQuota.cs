namespace AppleAnalytics.Simulator.Http;

/// <summary>Apple's rolling quota of one API key.</summary>
internal sealed class RollingQuota(int hourLimit, int? minuteLimit)
{
    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _hour = new();
    private readonly Queue<DateTimeOffset> _minute = new();

    /// <summary>Counts a call; false when there was no room for it. <paramref name="reading"/> is what X-Rate-Limit says.</summary>
    public bool TryTake(DateTimeOffset now, out QuotaReading reading, out TimeSpan wait)
    {
        lock (_lock)
        {
            Forget(_hour, now - TimeSpan.FromHours(1));
            Forget(_minute, now - TimeSpan.FromMinutes(1));
            var hourFull = _hour.Count >= hourLimit;
            var minuteFull = minuteLimit is { } most && _minute.Count >= most;
            wait = hourFull ? Until(_hour, now, TimeSpan.FromHours(1))
                : minuteFull ? Until(_minute, now, TimeSpan.FromMinutes(1)) : TimeSpan.Zero;
            if (!hourFull && !minuteFull)
            {
                _hour.Enqueue(now);
                _minute.Enqueue(now);
            }
            reading = new QuotaReading(hourLimit, hourLimit - _hour.Count, minuteLimit, minuteLimit - _minute.Count);
            return !hourFull && !minuteFull;
        }
    }

    private static void Forget(Queue<DateTimeOffset> calls, DateTimeOffset before)
    {
        while (calls.TryPeek(out var oldest) && oldest <= before)
        {
            calls.Dequeue();
        }
    }

    private static TimeSpan Until(Queue<DateTimeOffset> calls, DateTimeOffset now, TimeSpan window) =>
        calls.TryPeek(out var oldest) ? oldest + window - now : window;
}
