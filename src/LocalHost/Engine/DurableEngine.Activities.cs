using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Activities: they run beside the loop, and their results come back to it.</summary>
internal sealed partial class DurableEngine
{
    private readonly List<(Caller Caller, HistoryEntry Result)> _results = [];
    private int _running;

    private void StartActivities()
    {
        while (_running < _options.MaxConcurrentActivities && _state.ReadyActivities.TryDequeue(out var caller))
        {
            if (_state.Instances.TryGetValue(caller.Instance, out var instance)
                && instance.Execution == caller.Execution
                && instance.OpenActivities.TryGetValue(caller.Task, out var call))
            {
                _running++;
                var activity = new ActivityInvocation(call.Name!, instance.Id, call.Payload);
                _ = Task.Run(() => RunActivityAsync(caller, activity));
            }
        }
    }

    private async Task RunActivityAsync(Caller caller, ActivityInvocation activity)
    {
        HistoryEntry? result;
        LogActivityStarts(_logger, activity.Name, activity.Instance);
        try
        {
            var output = await _functions.RunActivityAsync(activity, _stop.Token);
            result = new HistoryEntry(HistoryKind.TaskCompleted, default) { Task = caller.Task, Payload = output };
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Cut short by the stop of the host: it has no result and runs again next time.
            result = null;
        }
#pragma warning disable CA1031 // The failure of an activity is a result, which its orchestrator gets.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogActivityFailed(_logger, activity.Name, activity.Instance, e.GetType().ToString(), e.Message);
            result = new HistoryEntry(HistoryKind.TaskFailed, default)
            {
                Task = caller.Task,
                Failure = e is MissingFunctionException ? Failure.MissingFunction("activity", activity.Name) : Failure.From(e),
            };
        }

        // After a fault nobody takes results any more; the activity runs again with the next process.
        _commands.Writer.TryWrite(new EngineCommand<bool>(() =>
        {
            _running--;
            if (result is not null)
            {
                _results.Add((caller, result));
            }

            return true;
        }));
    }

    /// <summary>Records all results that have come in, as one record.</summary>
    private void DeliverResults()
    {
        if (_results.Count == 0)
        {
            return;
        }

        var now = Now();
        Commit([.. _results.Select(r => new Delivered(r.Caller.Instance, r.Caller.Execution, new Message(NextMessage(), r.Result with { At = now })))]);
        _results.Clear();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Activity {Name} of {InstanceId} starts.")]
    private static partial void LogActivityStarts(ILogger logger, string name, string instanceId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {Name} of {InstanceId} failed: {ErrorType}: {ErrorMessage}")]
    private static partial void LogActivityFailed(ILogger logger, string name, string instanceId, string errorType, string errorMessage);
}
