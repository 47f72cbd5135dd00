namespace AppleAnalytics.Apple;

/// <summary>
/// Apple's rolling-hour and per-minute budget of one API key as a pure state machine: who wants calls is told when to start, so that
/// work slows down before Apple answers 429. It counts what it granted in the last hour, trusts Apple's header readings over its
/// own count, and keeps a reserve for other users of the key. Times come from the caller.
/// </summary>
public sealed record QuotaBudget
{
    /// <summary>Calls per hour assumed until a header states the limit: Apple's documented example (3,500).</summary>
    public const int AssumedHourLimit = 3500;

    /// <summary>The share of the limit that is granted; the rest is for people and tools that use the same key.</summary>
    public const double GrantedShare = 0.9;

    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long the calls of a grant may take to be made; until they are reported they count as if made this late.</summary>
    static readonly TimeSpan Spread = TimeSpan.FromSeconds(30);

    static readonly TimeSpan MinuteWindow = TimeSpan.FromMinutes(1) + Spread;

    /// <summary>Calls allowed in a rolling hour, as stated last.</summary>
    public int HourLimit { get; init; } = AssumedHourLimit;

    /// <summary>Calls allowed in a minute, or null when never stated.</summary>
    public int? MinuteLimit { get; init; }

    /// <summary>The header reading trusted now, or null when none came within the hour.</summary>
    public RateLimitReading? Reading { get; init; }

    /// <summary>Nothing starts before this time: Apple answered 429.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Calls granted by the minute they may start in; at most the last hour and what is granted ahead.</summary>
    public IReadOnlyDictionary<DateTimeOffset, int> Granted { get; init; } = new Dictionary<DateTimeOffset, int>();

    /// <summary>Calls granted by the instant they may start at, for the rolling minute; kept a minute and a half, and only while a minute's limit is known.</summary>
    public IReadOnlyDictionary<DateTimeOffset, int> Recent { get; init; } = new Dictionary<DateTimeOffset, int>();

    /// <summary>Who holds a grant; a grant that is never reported ends by itself.</summary>
    public IReadOnlyDictionary<string, QuotaGrant> Grants { get; init; } = new Dictionary<string, QuotaGrant>();

    /// <summary>Grants calls to a holder. The same holder asking again before it has reported gets the same answer.</summary>
    /// <param name="holder">Who asks, unique for what the calls are for.</param>
    /// <param name="calls">How many calls, from 1.</param>
    /// <param name="now">The time.</param>
    public (QuotaBudget Budget, QuotaGrant Grant) Reserve(string holder, int calls, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrEmpty(holder);
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        var current = Forget(now);
        if (current.Grants.TryGetValue(holder, out var held))
        {
            return (current, held);
        }

        var grant = new QuotaGrant(calls, current.EarliestStart(calls, now));
        var minute = Minute(grant.StartAt);
        var budget = current with
        {
            Granted = Plus(current.Granted, minute, calls),
            Recent = current.MinuteLimit is null ? current.Recent : Plus(current.Recent, grant.StartAt, calls),
            Grants = new SortedDictionary<string, QuotaGrant>(current.Grants.ToDictionary(), StringComparer.Ordinal) { [holder] = grant },
        };
        return (budget, grant);
    }

    /// <summary>Takes in what a holder really used; calls granted and not used are free again.</summary>
    /// <param name="holder">Who reserved.</param>
    /// <param name="usage">What was used, with the last header reading.</param>
    /// <param name="pausedUntil">When Apple takes calls again after a 429, or null.</param>
    /// <param name="now">The time.</param>
    public QuotaBudget Report(string holder, ApiUsage usage, DateTimeOffset? pausedUntil, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrEmpty(holder);
        ArgumentNullException.ThrowIfNull(usage);
        var current = Forget(now);
        var grants = new SortedDictionary<string, QuotaGrant>(current.Grants.ToDictionary(), StringComparer.Ordinal);
        var used = usage.Calls.Values.Sum();
        var minute = grants.Remove(holder, out var grant) ? Minute(grant.StartAt) : Minute(now);
        var granted = Plus(current.Granted, minute, used - (grant?.Calls ?? 0));
        var recent = grant is null ? current.Recent : Plus(current.Recent, grant.StartAt, -grant.Calls);

        var reading = usage.RateLimit is { } read && (current.Reading is null || read.ObservedAt >= current.Reading.ObservedAt) ? read : current.Reading;
        return current with
        {
            Granted = granted,
            Recent = current.MinuteLimit is null ? recent : Plus(recent, grant?.StartAt > now - Spread ? grant.StartAt : now - Spread, used),
            Grants = grants,
            Reading = reading,
            HourLimit = reading?.HourLimit is > 0 and var hour ? hour : current.HourLimit,
            MinuteLimit = reading?.MinuteLimit ?? current.MinuteLimit,
            PausedUntil = pausedUntil is { } until && (current.PausedUntil is null || until > current.PausedUntil) ? until : current.PausedUntil,
        };
    }

    /// <summary>Calls that may start now.</summary>
    public int Available(DateTimeOffset now)
    {
        var current = Forget(now);
        var own = (int)(current.HourLimit * GrantedShare) - current.Granted.Values.Sum();
        if (current.Reading is not { HourRemaining: { } remaining } reading)
        {
            return own;
        }

        // What was granted after the reading is not in Apple's figure yet.
        var since = current.Granted.Where(g => g.Key > Minute(reading.ObservedAt)).Sum(g => g.Value);
        var reserve = current.HourLimit - (int)(current.HourLimit * GrantedShare);
        return Math.Min(own, remaining - reserve - since);
    }

    DateTimeOffset EarliestStart(int calls, DateTimeOffset now)
    {
        var start = PausedUntil is { } paused && paused > now ? paused : now;
        var missing = calls - Available(now);
        if (missing > 0)
        {
            // Calls come back an hour after they were made: walk the granted minutes until enough of them have. Calls of others are
            // not known one by one; they come back evenly over the hour.
            var back = now;
            var open = missing;
            foreach (var (minute, count) in Granted)
            {
                if (open <= 0)
                {
                    break;
                }

                open -= count;
                back = minute + Hour;
            }

            var evenly = now + (Hour * (missing / (HourLimit * GrantedShare)));
            var later = open <= 0 && back > now ? back : evenly;
            start = later > start ? later : start;
        }

        return MinuteLimit is > 0 and var limit ? EarliestInMinute(calls, start, Math.Max(1, (int)(limit * GrantedShare))) : start;
    }

    /// <summary>The first instant from <paramref name="start"/> on at which the rolling minute has room; not before those who asked earlier.</summary>
    DateTimeOffset EarliestInMinute(int calls, DateTimeOffset start, int perMinute)
    {
        var last = Recent.Keys.DefaultIfEmpty().Max();
        start = last > start ? last : start;
        while (Recent.Where(g => g.Key > start - MinuteWindow).ToList() is { Count: > 0 } taken && taken.Sum(g => g.Value) + calls > perMinute)
        {
            start = taken.Min(g => g.Key) + MinuteWindow;
        }

        return start;
    }

    QuotaBudget Forget(DateTimeOffset now)
    {
        var oldest = now - Hour;
        return this with
        {
            Granted = new SortedDictionary<DateTimeOffset, int>(Granted.Where(g => g.Key > Minute(oldest)).ToDictionary()),
            Recent = new SortedDictionary<DateTimeOffset, int>(Recent.Where(g => g.Key > now - MinuteWindow).ToDictionary()),
            Grants = new SortedDictionary<string, QuotaGrant>(Grants.Where(g => g.Value.StartAt > oldest).ToDictionary(), StringComparer.Ordinal),
            Reading = Reading?.ObservedAt > oldest ? Reading : null,
            PausedUntil = PausedUntil > now ? PausedUntil : null,
        };
    }

    static SortedDictionary<DateTimeOffset, int> Plus(IReadOnlyDictionary<DateTimeOffset, int> counts, DateTimeOffset at, int calls)
    {
        var sum = new SortedDictionary<DateTimeOffset, int>(counts.ToDictionary());
        sum[at] = Math.Max(0, sum.GetValueOrDefault(at) + calls);
        if (sum[at] == 0)
        {
            sum.Remove(at);
        }

        return sum;
    }

    static DateTimeOffset Minute(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
