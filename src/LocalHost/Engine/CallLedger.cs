using DurableTask.Core.Exceptions;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>
/// The calls an orchestrator makes, numbered in order. During replay each is compared with what the history says was called;
/// after it, each is new and becomes history.
/// </summary>
internal sealed class CallLedger(TurnLoop loop)
{
    private readonly Dictionary<int, HistoryEntry> _unconfirmed = [];
    private readonly Dictionary<int, TaskCompletionSource<HistoryEntry>> _open = [];
    private readonly List<HistoryEntry> _added = [];
    private int _next;

    public bool IsReplaying { get; set; } = true;

    public DateTime Now { get; set; }

    /// <summary>True when the code waits for something that will come.</summary>
    public bool HasOpenCalls => _open.Count > 0;

    /// <summary>The calls of this turn.</summary>
    public IReadOnlyList<HistoryEntry> Added => _added;

    /// <summary>Records a call nobody answers.</summary>
    public int Send(HistoryEntry call)
    {
        var number = _next++;
        call = call with { Task = number };
        if (IsReplaying)
        {
            _unconfirmed.Add(number, call);
        }
        else
        {
            _added.Add(call);
        }

        return number;
    }

    /// <summary>Records a call and gives what will be its answer.</summary>
    public Task<HistoryEntry> Call(HistoryEntry call, CancellationToken cancellation, out int number)
    {
        // The continuations must run at once, on this thread; so the source is not asynchronous.
        var answer = new TaskCompletionSource<HistoryEntry>();
        var sequence = number = Send(call);
        _open.Add(number, answer);
        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() =>
            {
                if (answer.Task.IsCompleted || !loop.IsOwnThread())
                {
                    return;
                }

                _open.Remove(sequence);
                if (!IsReplaying)
                {
                    _added.Add(new HistoryEntry(HistoryKind.TimerCancelled, Now) { Task = sequence });
                }

                answer.TrySetCanceled(cancellation);
            });
        }

        return answer.Task;
    }

    /// <summary>Completes the call that <paramref name="answer"/> answers; without effect when nobody waits any more.</summary>
    public void Answer(HistoryEntry answer)
    {
        if (_open.Remove(answer.Task!.Value, out var source))
        {
            source.SetResult(answer);
        }
    }

    /// <summary>Compares a call in the history with the one the code made.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code did not make that call.</exception>
    public void Confirm(HistoryEntry recorded)
    {
        var number = recorded.Task!.Value;
        if (!_unconfirmed.Remove(number, out var made))
        {
            throw Changed(number, $"recorded {Describe(recorded)}, but the orchestrator's code did not make that call when it was replayed");
        }

        if (made.Kind != recorded.Kind
            || !string.Equals(made.Name, recorded.Name, StringComparison.OrdinalIgnoreCase)
            || !string.Equals(made.Target, recorded.Target, StringComparison.Ordinal))
        {
            throw Changed(number, $"recorded {Describe(recorded)}, but the orchestrator's code made {Describe(made)} when it was replayed");
        }
    }

    /// <summary>To be called after the last line of the history: all calls so far must have been in it.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code made one more.</exception>
    public void EndReplay()
    {
        if (_unconfirmed.Count > 0)
        {
            var made = _unconfirmed.Values.MinBy(c => c.Task)!;
            throw Changed(made.Task!.Value, $"does not hold {Describe(made)}, which the orchestrator's code made when it was replayed");
        }

        IsReplaying = false;
    }

    private static NonDeterministicOrchestrationException Changed(int number, string what) => new(
        number,
        $"The history of this orchestration {what} (sequence number {number}). "
        + "Either the code was changed while the instance was running, or it is not deterministic: it must not depend on the time, "
        + "random numbers, the environment or anything else that may differ from one replay to the next.");

    private static string Describe(HistoryEntry call) => call.Kind switch
    {
        HistoryKind.TaskScheduled => $"a call of the activity '{call.Name}'",
        HistoryKind.TimerCreated => "a timer",
        HistoryKind.SubOrchestrationCreated => $"a call of the sub-orchestration '{call.Name}' with instance id '{call.Target}'",
        HistoryKind.EventSent => $"the event '{call.Name}' to '{call.Target}'",
        HistoryKind.EntityCalled => $"a call of '{call.Name}' on the entity '{call.Target}'",
        HistoryKind.EntitySignaled => $"a signal '{call.Name}' to the entity '{call.Target}'",
        _ => call.Kind.ToString(),
    };
}
