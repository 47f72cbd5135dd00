namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Waiting for the state to become something.</summary>
internal sealed partial class DurableEngine
{
    private readonly List<Watcher> _watchers = [];
    private Exception? _shut;

    /// <summary>Completes as soon as <paramref name="probe"/> finds something in a state that is safe in the journal.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine stopped.</exception>
    public async Task<T> WatchAsync<T>(Func<EngineState, T?> probe, CancellationToken cancellation)
        where T : class
    {
        var watcher = new Watcher<T>(probe);
        lock (_gate)
        {
            if (!_unflushed)
            {
                watcher.Look(_state);
            }

            if (_shut is not null)
            {
                watcher.Abandon(_shut);
            }

            if (!watcher.IsOver)
            {
                _watchers.Add(watcher);
            }
        }

        await using var registration = cancellation.Register(() => watcher.Cancel(cancellation));
        return await watcher.Found;
    }

    private void TellWatchers()
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
            {
                watcher.Look(_state);
            }

            _watchers.RemoveAll(w => w.IsOver);
        }
    }

    private void AbandonWatchers(Exception reason)
    {
        lock (_gate)
        {
            _shut = reason;
            foreach (var watcher in _watchers)
            {
                watcher.Abandon(reason);
            }

            _watchers.Clear();
        }
    }

    private abstract class Watcher
    {
        public abstract bool IsOver { get; }

        public abstract void Look(EngineState state);

        public abstract void Abandon(Exception reason);
    }

    private sealed class Watcher<T>(Func<EngineState, T?> probe) : Watcher
        where T : class
    {
        private readonly TaskCompletionSource<T> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Found => _found.Task;

        public override bool IsOver => _found.Task.IsCompleted;

        public override void Look(EngineState state)
        {
            try
            {
                if (probe(state) is { } found)
                {
                    _found.TrySetResult(found);
                }
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                _found.TrySetException(e);
            }
        }

        public override void Abandon(Exception reason) => _found.TrySetException(reason);

        public void Cancel(CancellationToken cancellation) => _found.TrySetCanceled(cancellation);
    }
}
