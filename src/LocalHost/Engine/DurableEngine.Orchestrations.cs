using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Turns of orchestrations.</summary>
internal sealed partial class DurableEngine
{
    private void RunOrchestrations()
    {
        // Those that become ready meanwhile have their turn in the next round, after the flush.
        for (var count = _state.ReadyInstances.Count; count > 0 && _state.ReadyInstances.TryTake(out var id); count--)
        {
            if (_state.Instances.TryGetValue(id, out var instance) && EngineState.Visible(instance) is { Count: > 0 } messages)
            {
                RunTurn(instance, messages);
            }
        }
    }

    private void RunTurn(InstanceState instance, List<Message> messages)
    {
        var now = Now();
        var result = Execute(instance, messages, now);
        List<Change> changes =
        [
            new Turned(instance.Id, now, [.. messages.Select(m => m.Id)], result.Calls)
            {
                CustomStatus = result.CustomStatus,
                ClearsCustomStatus = result.HasCustomStatus && result.CustomStatus is null ? true : null,
                Ended = result.Ended,
                Output = result.StartsOver ? null : result.Output,
                Failure = result.Failure,
            },
        ];
        HashSet<string> started = new(StringComparer.Ordinal);
        foreach (var call in result.Calls)
        {
            Send(instance, call, now, started, changes);
        }

        if (result.StartsOver)
        {
            changes.Add(new ContinuedAsNew(
                instance.Id, Guid.NewGuid().ToString("N"), NextMessage(), now, [.. result.Carried.Select(e => new Message(NextMessage(), e))])
            {
                Input = result.Output,
                Version = result.NextVersion,
            });
        }
        else if (result.Ended is { } ended)
        {
            changes.AddRange(TellParent(instance, ended, result.Output, result.Failure, now));
        }

        Commit(changes);
        if (result.Failure is { } failure)
        {
            LogFailed(_logger, instance.Name, instance.Id, failure.Type, failure.Message);
        }
        else if (result.Ended is not null)
        {
            LogCompleted(_logger, instance.Name, instance.Id);
        }
    }

    private TurnResult Execute(InstanceState instance, List<Message> messages, DateTime now)
    {
        if (!_functions.HasOrchestrator(instance.Name))
        {
            return new TurnResult([], null, false)
            {
                Ended = OrchestrationRuntimeStatus.Failed,
                Failure = Failure.MissingFunction("orchestrator", instance.Name),
            };
        }

        IOrchestratorInvocation? invocation = null;
        try
        {
            return new OrchestrationTurn(instance, _options.DefaultVersion, _loggerFactory).Run(
                messages.Select(m => m.Entry),
                now,
                context => (invocation = _functions.BeginOrchestrator(instance.Name)).Start(context, instance.Input));
        }
        finally
        {
            invocation?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Turns a call into what it sends out.</summary>
    private void Send(InstanceState from, HistoryEntry call, DateTime now, HashSet<string> started, List<Change> changes)
    {
        var caller = new Caller(from.Id, from.Execution, call.Task!.Value);
        switch (call.Kind)
        {
            case HistoryKind.SubOrchestrationCreated:
                changes.Add(StartChild(from, caller, call, now, started));
                break;
            case HistoryKind.EventSent:
                var raised = new HistoryEntry(HistoryKind.EventRaised, now) { Name = call.Name, Payload = call.Payload };
                changes.Add(new Delivered(call.Target!, null, new Message(NextMessage(), raised)));
                break;
            case HistoryKind.EntityCalled:
                changes.Add(new OperationSent(call.Target!, now, new OperationMessage(NextMessage(), call.Name!, caller) { Input = call.Payload }));
                break;
            case HistoryKind.EntitySignaled:
                changes.Add(new OperationSent(call.Target!, now, new OperationMessage(NextMessage(), call.Name!, null, call.Due) { Input = call.Payload }));
                break;
        }
    }

    private Change StartChild(InstanceState parent, Caller caller, HistoryEntry call, DateTime now, HashSet<string> started)
    {
        var id = call.Target!;
        var isTaken = !started.Add(id) || (_state.Instances.TryGetValue(id, out var other) && !other.IsTerminal);
        var refusal = isTaken
            ? new Failure(
                typeof(DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException).ToString(),
                $"An orchestration with the instance id '{id}' is running already.",
                null)
            : _functions.HasOrchestrator(call.Name!) ? null : Failure.MissingFunction("orchestrator", call.Name!);
        if (refusal is not null)
        {
            var failed = new HistoryEntry(HistoryKind.SubOrchestrationFailed, now) { Task = call.Task, Failure = refusal };
            return new Delivered(parent.Id, parent.Execution, new Message(NextMessage(), failed));
        }

        return new InstanceCreated(id, call.Name!, Guid.NewGuid().ToString("N"), NextMessage(), now)
        {
            Input = call.Payload,
            Version = call.Version,
            Parent = new ParentLink(parent.Name, caller),
        };
    }

    private IEnumerable<Change> TellParent(InstanceState child, OrchestrationRuntimeStatus ended, string? output, Failure? failure, DateTime now)
    {
        if (child.Parent is not { } parent)
        {
            yield break;
        }

        var entry = ended is OrchestrationRuntimeStatus.Completed
            ? new HistoryEntry(HistoryKind.SubOrchestrationCompleted, now) { Task = parent.Call.Task, Payload = output }
            : new HistoryEntry(HistoryKind.SubOrchestrationFailed, now)
            {
                Task = parent.Call.Task,
                Failure = failure ?? new Failure(typeof(OperationCanceledException).ToString(), $"The sub-orchestration '{child.Id}' was terminated.", null),
            };
        yield return new Delivered(parent.Call.Instance, parent.Call.Execution, new Message(NextMessage(), entry));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Orchestration {Name} ({InstanceId}) completed.")]
    private static partial void LogCompleted(ILogger logger, string name, string instanceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Orchestration {Name} ({InstanceId}) failed: {ErrorType}: {ErrorMessage}")]
    private static partial void LogFailed(ILogger logger, string name, string instanceId, string errorType, string errorMessage);
}
