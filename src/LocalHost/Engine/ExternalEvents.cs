namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Events raised for an orchestration, and the code that waits for them. Names do not depend on case.</summary>
/// <remarks>As in Azure an event goes to the wait that was begun last, so that abandoned waits do no harm; one nobody waits for is kept.</remarks>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Stack<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEntry> _buffer = [];

    /// <summary>Events nobody has waited for, in order of arrival.</summary>
    public IReadOnlyList<HistoryEntry> Unprocessed => _buffer;

    public bool HasWaiters => _waiters.Values.Any(s => s.Any(w => !w.IsOver));

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        var waiter = new Waiter<T>();
        if (!_waiters.TryGetValue(name, out var stack))
        {
            _waiters[name] = stack = new Stack<Waiter>();
        }

        DropAbandoned(stack);
        if (stack.TryPeek(out var other) && other.Type != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {other.Type.FullName} but was requested {typeof(T).FullName}.");
        }

        stack.Push(waiter);
        var buffered = _buffer.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (buffered >= 0)
        {
            var entry = _buffer[buffered];
            _buffer.RemoveAt(buffered);
            Raise(entry);
        }

        cancellation.Register(() => waiter.Cancel(cancellation));
        return waiter.Task;
    }

    public void Raise(HistoryEntry entry)
    {
        if (_waiters.TryGetValue(entry.Name!, out var stack))
        {
            DropAbandoned(stack);
            if (stack.TryPop(out var waiter))
            {
                waiter.Set(entry.Payload);
                return;
            }
        }

        _buffer.Add(entry);
    }

    private static void DropAbandoned(Stack<Waiter> stack)
    {
        while (stack.TryPeek(out var waiter) && waiter.IsOver)
        {
            stack.Pop();
        }
    }

    private abstract class Waiter
    {
        public abstract Type Type { get; }

        public abstract bool IsOver { get; }

        public abstract void Set(string? payload);
    }

    private sealed class Waiter<T> : Waiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public override Type Type => typeof(T);

        public override bool IsOver => _source.Task.IsCompleted;

        public Task<T> Task => _source.Task;

        public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);

        public override void Set(string? payload)
        {
            T value;
            try
            {
                value = WorkerJson.Read<T>(payload)!;
            }
            catch (Exception e) when (e is System.Text.Json.JsonException or NotSupportedException)
            {
                _source.SetException(e);
                return;
            }

            _source.SetResult(value);
        }
    }
}
