namespace AppleAnalytics.LocalHost.Engine;

/// <summary>
/// A clock for tests, benchmarks and demonstrations. It stands still (or, with <see cref="Runs"/>, follows the wall clock), and
/// the host that uses it jumps to the next durable timer as soon as nothing else is left to do. Days pass in milliseconds.
/// </summary>
/// <remarks>
/// A timer created from it by other code fires when a jump passes it; on a clock that stands still, code inside an activity
/// that waits for such a timer waits until somebody calls <see cref="Advance"/>. Use a running clock where activities wait.
/// </remarks>
/// <param name="start">The first instant.</param>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly long _started = System.GetTimestamp();
    private readonly List<VirtualTimer> _timers = [];
    private TimeSpan _jumped;

    /// <summary>True when time also passes by itself. The default is false.</summary>
    public bool Runs { get; init; }

    /// <summary>The host does not jump beyond this instant by itself; later timers wait for <see cref="Advance"/>. The default is no limit.</summary>
    public DateTimeOffset Horizon { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Raised after every move, on the thread that moved the clock.</summary>
    internal event Action? Moved;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return start + _jumped + (Runs ? System.GetElapsedTime(_started) : TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => (GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves the clock forward; timers on the way fire in order of time, each seeing its own time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        MoveTo(GetUtcNow() + by);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to <paramref name="instant"/> unless the clock is past it.</summary>
    internal void MoveTo(DateTimeOffset instant)
    {
        while (true)
        {
            VirtualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(t => t.Due <= instant).MinBy(t => t.Due);
                Jump(next?.Due ?? instant);
            }

            if (next is null)
            {
                break;
            }

            next.Fire();
        }

        Moved?.Invoke();
    }

    private void Jump(DateTimeOffset to)
    {
        var ahead = to - GetUtcNow();
        if (ahead > TimeSpan.Zero)
        {
            _jumped += ahead;
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private ITimer? _wall;
        private TimeSpan _period;
        private bool _disposed;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed)
                {
                    return false;
                }

                _period = period;
                Set(dueTime);
                return true;
            }
        }

        /// <summary>Calls back, unless another thread did so first or the timer was changed meanwhile.</summary>
        public void Fire()
        {
            lock (clock._gate)
            {
                if (!clock._timers.Contains(this))
                {
                    return;
                }

                if (Due > clock.GetUtcNow())
                {
                    Arm();
                    return;
                }

                Set(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);
            }

            callback(state);
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                Set(Timeout.InfiniteTimeSpan);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Set(TimeSpan dueTime)
        {
            _wall?.Dispose();
            _wall = null;
            clock._timers.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            Due = clock.GetUtcNow() + dueTime;
            clock._timers.Add(this);
            Arm();
        }

        /// <summary>On a running clock the wall clock fires the timer too; a day at most in one piece, then again.</summary>
        private void Arm()
        {
            var wait = Due - clock.GetUtcNow();
            if (clock.Runs || wait <= TimeSpan.Zero)
            {
                var piece = TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, TimeSpan.TicksPerDay));
                _wall?.Dispose();
                _wall = System.CreateTimer(_ => Fire(), null, piece, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
