namespace AppleAnalytics.LocalHost.Engine;

/// <summary>
/// The single thread an orchestrator runs on during a turn. What the code posts is run by the thread of the turn, in order;
/// a continuation that comes from another thread means that the code awaited something that is not durable.
/// </summary>
internal sealed class TurnLoop : SynchronizationContext
{
    /// <summary>The sentence that Azure Functions fails with in the same case.</summary>
    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks "
        + "in an orchestrator function's implementation or by middleware that invokes asynchronous code.";

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _trespassed;
    private volatile bool _ended;

    /// <summary>True when another thread tried to continue the orchestrator.</summary>
    public bool Trespassed => _trespassed;

    /// <summary>False when the caller is not on the thread of the turn or the turn is over, which is remembered.</summary>
    public bool IsOwnThread()
    {
        var isOwn = !_ended && Environment.CurrentManagedThreadId == _thread;
        _trespassed |= !isOwn;
        return isOwn;
    }

    /// <exception cref="InvalidOperationException">The caller is not on the thread of the turn, or the turn is over.</exception>
    public void EnsureOwnThread()
    {
        if (!IsOwnThread())
        {
            throw new InvalidOperationException(IllegalAwait);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsOwnThread())
        {
            _queue.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        EnsureOwnThread();
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs <paramref name="step"/> and everything it causes.</summary>
    public void Run(Action step)
    {
        var former = Current;
        SetSynchronizationContext(this);
        try
        {
            step();
            while (_queue.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(former);
        }
    }

    /// <summary>Ends the turn: whatever still continues afterwards is refused.</summary>
    public void End() => _ended = true;
}
