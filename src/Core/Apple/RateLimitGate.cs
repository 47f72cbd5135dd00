namespace AppleAnalytics.Apple;

/// <summary>
/// The circuit breaker of the API key: closes when Apple's rate limit is reached, or so nearly that the calls on their way may reach
/// it, so that the calls that would only be refused are not made. The limit is one per key and rolls over an hour; Apple states a
/// waiting time only sometimes, otherwise the wait doubles from attempt to attempt.
/// </summary>
internal sealed class RateLimitGate(TimeProvider time)
{
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    static readonly TimeSpan LongestStated = TimeSpan.FromHours(24);
    static readonly TimeSpan ShortestStated = TimeSpan.FromSeconds(1);
    static readonly TimeSpan First = TimeSpan.FromMinutes(2);
    static readonly TimeSpan HourPause = TimeSpan.FromMinutes(5);
    static readonly TimeSpan MinutePause = TimeSpan.FromMinutes(1);

    /// <summary>Calls left for those on their way, from this host and from others; a quarter of a limit that is small.</summary>
    const int Margin = 2 * AppleResilience.ConcurrentCalls;

    readonly Lock _lock = new();
    DateTimeOffset _closedUntil;
    int _refusals;

    /// <summary>Until when calls are pointless, or null when they may be made.</summary>
    public DateTimeOffset? ClosedUntil
    {
        get
        {
            lock (_lock)
            {
                return _closedUntil > time.GetUtcNow() ? _closedUntil : null;
            }
        }
    }

    /// <summary>An answer 429.</summary>
    /// <param name="retryAfter">The waiting time Apple stated, or null.</param>
    /// <param name="reading">The budget Apple stated, or null.</param>
    /// <returns>When to try again.</returns>
    public DateTimeOffset Close(TimeSpan? retryAfter, RateLimitReading? reading)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_closedUntil <= now)
            {
                _refusals++;
            }

            var until = now + (retryAfter is { } stated
                ? TimeSpan.FromTicks(Math.Clamp(stated.Ticks, ShortestStated.Ticks, LongestStated.Ticks))
                : Jittered(Computed(reading)));
            _closedUntil = until > _closedUntil ? until : _closedUntil;
            return _closedUntil;
        }
    }

    /// <summary>An answer that was none of 429; closes the gate when few calls are left.</summary>
    /// <param name="reading">The budget Apple stated, or null.</param>
    public void Answered(RateLimitReading? reading)
    {
        lock (_lock)
        {
            _refusals = 0;
            var pause = IsNearlyUsedUp(reading?.HourRemaining, reading?.HourLimit) ? HourPause
                : IsNearlyUsedUp(reading?.MinuteRemaining, reading?.MinuteLimit) ? MinutePause : TimeSpan.Zero;
            if (pause > TimeSpan.Zero)
            {
                var until = time.GetUtcNow() + Jittered(pause);
                _closedUntil = until > _closedUntil ? until : _closedUntil;
            }
        }
    }

    static bool IsNearlyUsedUp(int? remaining, int? limit) => remaining <= Math.Min(Margin, (limit ?? int.MaxValue) / 4);

    TimeSpan Computed(RateLimitReading? reading)
    {
        if (reading is { MinuteRemaining: 0, HourRemaining: not 0 })
        {
            return MinutePause;
        }

        var doubled = First * Math.Pow(2, Math.Min(_refusals - 1, 10));
        return doubled < Longest ? doubled : Longest;
    }

    // Jitter keeps many apps, hosts and machines with one key from coming back in one burst.
#pragma warning disable CA5394 // Spread, not secrecy.
    static TimeSpan Jittered(TimeSpan wait) => wait * (1 + (Random.Shared.NextDouble() * 0.2));
#pragma warning restore CA5394
}
