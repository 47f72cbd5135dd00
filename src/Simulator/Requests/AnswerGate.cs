namespace AppleAnalytics.Simulator.Requests;

/// <summary>Holds answers back while it is closed, and tells that one is held.</summary>
internal sealed class AnswerGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _held;
    private TaskCompletionSource? _open;

    /// <summary>Closes it.</summary>
    /// <returns>Completes when an answer is held.</returns>
    public Task Close()
    {
        lock (_lock)
        {
            _open ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _held.Task;
        }
    }

    /// <summary>Opens it; held answers go.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _open?.TrySetResult();
            (_open, _held) = (null, null);
        }
    }

    /// <summary>Passes at once when it is open, else when it opens or the caller is gone.</summary>
    public async Task PassAsync(CancellationToken gone)
    {
        Task open;
        lock (_lock)
        {
            if (_open is null)
            {
                return;
            }
            open = _open.Task;
            _held!.TrySetResult();
        }
        await open.WaitAsync(gone).ConfigureAwait(false);
    }
}
