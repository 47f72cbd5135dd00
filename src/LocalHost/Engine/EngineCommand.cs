namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Something the engine's loop is asked to do. Its caller hears of it when the journal is safe.</summary>
internal abstract class EngineCommand
{
    public abstract void Run();

    /// <summary>Tells the caller the outcome.</summary>
    public abstract void Release();

    /// <summary>Tells the caller that there will be none.</summary>
    public abstract void Abandon(Exception reason);
}

/// <inheritdoc/>
internal sealed class EngineCommand<T>(Func<T> action) : EngineCommand
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _error;

    public Task<T> Outcome => _outcome.Task;

    public override void Run()
    {
        try
        {
            _result = action();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // Refused: nothing was changed, and the caller is told why.
            _error = e;
        }
    }

    public override void Release()
    {
        if (_error is null)
        {
            _outcome.TrySetResult(_result);
        }
        else
        {
            _outcome.TrySetException(_error);
        }
    }

    public override void Abandon(Exception reason) => _outcome.TrySetException(reason);
}
