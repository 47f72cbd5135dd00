using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>
/// Runs orchestrations, activities, entities and timers from a journal. One loop does everything that changes the state:
/// it takes commands, delivers what is due, lets orchestrators and entities run turn by turn, appends each turn to the journal
/// as one record, flushes the journal once per round, and only then lets the world know: starts activities, answers callers.
/// </summary>
internal sealed partial class DurableEngine : IAsyncDisposable
{
    /// <summary>How long an instance that has ended keeps its history; its status, input and output stay until it is purged.</summary>
    private static readonly TimeSpan s_historyKept = TimeSpan.FromDays(7);

    private readonly EngineOptions _options;
    private readonly IFunctionCatalog _functions;
    private readonly ILoggerFactory _loggerFactory;
    private readonly ILogger _logger;
    private readonly EngineState _state = new();
    private readonly StateDirectoryLock _lock;
    private readonly Journal _journal;
    private readonly Channel<EngineCommand?> _commands = Channel.CreateUnbounded<EngineCommand?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<EngineCommand> _toRelease = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Guards the state between the loop, which changes it, and everybody else, who reads it.</summary>
    private readonly Lock _gate = new();

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _nextMessage;
    private DateTime _now = DateTime.MinValue;
    private bool _unflushed;
    private bool _stopping;
    private bool _disposed;
    private Exception? _fault;
    private Task _loop = Task.CompletedTask;

    private DurableEngine(EngineOptions options, IFunctionCatalog functions, ILoggerFactory loggerFactory)
    {
        _options = options;
        _functions = functions;
        _loggerFactory = loggerFactory;
        _logger = loggerFactory.CreateLogger("AppleAnalytics.LocalHost.Engine");
        _lock = StateDirectoryLock.Take(options.Directory);
        try
        {
            _journal = Journal.Open(options.Directory, options.FlushToDisk, _state.Apply);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        _nextMessage = _state.NextMessage;
    }

    /// <summary>Ends with the engine; fails when the engine cannot go on, for example because the disk is full.</summary>
    public Task Completion => _end.Task;

    /// <summary>Opens the state directory. Nothing runs before <see cref="Start"/>.</summary>
    /// <exception cref="InvalidOperationException">Another process uses the directory.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    public static DurableEngine Open(EngineOptions options, IFunctionCatalog functions, ILoggerFactory loggerFactory) =>
        new(options, functions, loggerFactory);

    /// <summary>Begins to run; what was open when the last process ended goes on.</summary>
    public void Start()
    {
        if (_options.TimeProvider is VirtualClock clock)
        {
            clock.Moved += Wake;
        }

        _loop = Task.Run(RunAsync);
    }

    /// <summary>Completes when nothing is left to do: no message, no running function and, on a virtual clock, no timer it may jump to.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await InvokeAsync(() =>
        {
            _idleWaiters.Add(waiter);
            return true;
        });
        await waiter.Task.WaitAsync(cancellation);
    }

    /// <summary>Has the loop do something. The outcome comes when the journal is safe.</summary>
    public Task<T> InvokeAsync<T>(Func<T> action)
    {
        var command = new EngineCommand<T>(action);
        if (!_commands.Writer.TryWrite(command))
        {
            command.Abandon(Gone());
        }

        return command.Outcome;
    }

    /// <summary>Reads the state while nothing changes it.</summary>
    public T Read<T>(Func<EngineState, T> read)
    {
        lock (_gate)
        {
            return read(_state);
        }
    }

    /// <summary>
    /// Stops: activities are cancelled and run again next time, unless they still finish; everything else is in the journal already.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        // An engine that never started or has failed does not answer, and need not.
        _commands.Writer.TryWrite(new EngineCommand<bool>(() => _stopping = true));
        await _stop.CancelAsync();
        _commands.Writer.TryWrite(null);
        await _loop;
        if (_options.TimeProvider is VirtualClock clock)
        {
            clock.Moved -= Wake;
        }

        _journal.Dispose();
        _lock.Dispose();
        _stop.Dispose();
    }

    private static ObjectDisposedException Gone() => new(nameof(DurableEngine), "The local host has stopped.");

    private async Task RunAsync()
    {
        try
        {
            PrepareSchedules();
            while (!(_stopping && (_running == 0 || StopIsOverdue())))
            {
                DrainCommands();
                if (!_stopping)
                {
                    DeliverDue();
                    RunOrchestrations();
                    await RunEntitiesAsync();
                }

                Release();
                if (!HasReadyWork())
                {
                    await RestAsync();
                }
            }

            Shut(Gone());
            _end.TrySetResult();
        }
#pragma warning disable CA1031 // An engine that cannot go on (disk full, journal gone) says so to everybody who waits for it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogStopped(_logger, e);
            _fault = e is IOException
                ? new IOException($"The local host stopped because its journal in '{_options.Directory}' could not be written: {e.Message} Nothing is lost; make room and start it again.", e)
                : e;
            Shut(_fault);
            _end.TrySetException(_fault);
        }
    }

    private void DrainCommands()
    {
        while (_commands.Reader.TryRead(out var command))
        {
            if (command is not null)
            {
                command.Run();
                _toRelease.Add(command);
            }
        }

        DeliverResults();
    }

    private bool HasReadyWork() => !_stopping && (_state.ReadyInstances.Count > 0 || _state.ReadyEntities.Count > 0);

    /// <summary>Puts changes into the journal and into effect, together.</summary>
    private void Commit(List<Change> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        _journal.Append(changes);
        lock (_gate)
        {
            _unflushed = true;
            foreach (var change in changes)
            {
                _state.Apply(change);
            }
        }
    }

    /// <summary>Makes the journal safe, then lets everybody know.</summary>
    private void Release()
    {
        var changed = _unflushed;
        if (changed)
        {
            _journal.Flush();
            lock (_gate)
            {
                _unflushed = false;
            }

            if (_journal.HasGrown)
            {
                lock (_gate)
                {
                    _state.DropHistories(Now() - s_historyKept);
                }

                _journal.Compact(_state.Snapshot());
            }
        }

        if (!_stopping)
        {
            StartActivities();
        }

        foreach (var command in _toRelease)
        {
            command.Release();
        }

        _toRelease.Clear();
        if (changed)
        {
            TellWatchers();
        }
    }

    private void Wake() => _commands.Writer.TryWrite(null);

    /// <summary>The time, which never goes back even when the machine's clock does.</summary>
    private DateTime Now()
    {
        var now = _options.TimeProvider.GetUtcNow().UtcDateTime;
        return _now = now > _now ? now : _now;
    }

    private long NextMessage() => _nextMessage++;

    private void Shut(Exception reason)
    {
        _commands.Writer.TryComplete();
        foreach (var command in _toRelease)
        {
            command.Abandon(reason);
        }

        while (_commands.Reader.TryRead(out var command))
        {
            command?.Abandon(reason);
        }

        foreach (var waiter in _idleWaiters)
        {
            waiter.TrySetException(reason);
        }

        AbandonWatchers(reason);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The local host cannot go on and has stopped.")]
    private static partial void LogStopped(ILogger logger, Exception exception);
}
