namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What the engine does when nothing is ready: it waits, or moves a virtual clock.</summary>
internal sealed partial class DurableEngine
{
    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(30);
    private readonly List<TaskCompletionSource> _idleWaiters = [];
    private long _stopBegan;

    private async Task RestAsync()
    {
        if (_commands.Reader.TryPeek(out _))
        {
            return;
        }

        if (_stopping)
        {
            await RestUntilStoppedAsync();
            return;
        }

        var due = NextDue();
        if (due <= Now())
        {
            return;
        }

        // Only this loop starts work and only this loop moves the clock, and it has just looked: so "idle" is exact.
        if (_running == 0)
        {
            if (_options.TimeProvider is VirtualClock clock && NextDurable() is { } durable && durable <= clock.Horizon.UtcDateTime)
            {
                clock.MoveTo(new DateTimeOffset(Earlier(durable, NextOccurrence()), TimeSpan.Zero));
                return;
            }

            foreach (var waiter in _idleWaiters)
            {
                waiter.TrySetResult();
            }

            _idleWaiters.Clear();
        }

        await RestUntilAsync(due);
    }

    private async Task RestUntilAsync(DateTime? due)
    {
        if (due is not { } at)
        {
            await _commands.Reader.WaitToReadAsync();
            return;
        }

        // A rest is short enough that a machine which slept, or whose clock was set, is noticed soon.
        var span = at - _options.TimeProvider.GetUtcNow().UtcDateTime;
        if (_options.TimeProvider is not VirtualClock && span > s_longestRest)
        {
            span = s_longestRest;
        }

        await using var alarm = _options.TimeProvider.CreateTimer(
            static engine => ((DurableEngine)engine!).Wake(), this, span > TimeSpan.Zero ? span : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        if (_options.TimeProvider.GetUtcNow().UtcDateTime < at)
        {
            await _commands.Reader.WaitToReadAsync();
        }
    }

    private async Task RestUntilStoppedAsync()
    {
        if (_running == 0)
        {
            return;
        }

        _stopBegan = _stopBegan == 0 ? TimeProvider.System.GetTimestamp() : _stopBegan;
        await using var alarm = TimeProvider.System.CreateTimer(
            static engine => ((DurableEngine)engine!).Wake(), this, _options.StopTimeout, Timeout.InfiniteTimeSpan);
        await _commands.Reader.WaitToReadAsync();
    }

    private bool StopIsOverdue() => _stopBegan != 0 && TimeProvider.System.GetElapsedTime(_stopBegan) >= _options.StopTimeout;

    private DateTime? NextDue()
    {
        var durable = NextDurable();
        var occurrence = NextOccurrence();
        return durable is null ? occurrence : Earlier(durable.Value, occurrence);
    }

    private DateTime? NextDurable() => _state.Due.TryPeek(_state.IsWaiting, out _, out var due) ? due : null;

    private static DateTime Earlier(DateTime a, DateTime? b) => b < a ? b.Value : a;

    /// <summary>Delivers the timers and the delayed messages whose time has come.</summary>
    private void DeliverDue()
    {
        var now = Now();
        RunDueSchedules(now);
        List<Change> changes = [];
        while (_state.Due.TryPeek(_state.IsWaiting, out var item, out var due) && due <= now)
        {
            _state.Due.RemoveFirst();
            if (item.Execution is { } execution)
            {
                var fired = new HistoryEntry(HistoryKind.TimerFired, now) { Task = (int)item.Number, Due = due };
                changes.Add(new Delivered(item.Id, execution, new Message(NextMessage(), fired)));
            }
            else
            {
                lock (_gate)
                {
                    _state.Reveal(item);
                }
            }
        }

        Commit(changes);
    }
}
