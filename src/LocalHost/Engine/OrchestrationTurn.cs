using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What came out of one turn of an orchestration.</summary>
/// <param name="Calls">The calls it made, in order.</param>
/// <param name="CustomStatus">The custom status as JSON; null when it is empty.</param>
/// <param name="HasCustomStatus">False when the code has set no custom status in this turn.</param>
internal sealed record TurnResult(IReadOnlyList<HistoryEntry> Calls, string? CustomStatus, bool HasCustomStatus)
{
    /// <summary>Completed or Failed; null while the orchestration waits, or when it starts over.</summary>
    public OrchestrationRuntimeStatus? Ended { get; init; }

    /// <summary>True when the orchestration continues as new.</summary>
    public bool StartsOver { get; init; }

    /// <summary>Output as JSON, or the input of the next execution.</summary>
    public string? Output { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>Version of the next execution; null keeps it.</summary>
    public string? NextVersion { get; init; }

    /// <summary>Events the next execution inherits.</summary>
    public IReadOnlyList<HistoryEntry> Carried { get; init; } = [];
}

/// <summary>Replays an orchestrator from its history and lets it look at what is new. Runs on the calling thread, start to end.</summary>
internal sealed class OrchestrationTurn(InstanceState instance, string? defaultVersion, ILoggerFactory loggerFactory)
{
    private readonly TurnLoop _loop = new();
    private Task<object?>? _orchestrator;

    /// <param name="news">The messages taken in this turn.</param>
    /// <param name="now">What <c>CurrentUtcDateTime</c> returns in this turn.</param>
    /// <param name="start">Calls the function; is called once, on the loop.</param>
    public TurnResult Run(IEnumerable<HistoryEntry> news, DateTime now, Func<ReplayContext, Task<object?>> start)
    {
        var context = new ReplayContext(instance, _loop, defaultVersion, loggerFactory);
        try
        {
            foreach (var entry in instance.History)
            {
                Step(context, entry, start);
            }

            context.Ledger.EndReplay();
            context.Ledger.Now = now;
            foreach (var entry in news)
            {
                Step(context, entry, start);
            }

            return Conclude(context);
        }
#pragma warning disable CA1031 // Whatever happens in here is the failure of this orchestration, never of the engine.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Result(context, []) with { Ended = OrchestrationRuntimeStatus.Failed, Failure = Failure.From(e) };
        }
        finally
        {
            _loop.End();
        }
    }

    private static TurnResult Result(ReplayContext context, IReadOnlyList<HistoryEntry> calls) =>
        new(calls, context.CustomStatus, context.HasCustomStatus);

    private void Step(ReplayContext context, HistoryEntry entry, Func<ReplayContext, Task<object?>> start)
    {
        switch (entry.Kind)
        {
            case HistoryKind.OrchestratorStarted:
                context.Ledger.Now = entry.At;
                break;
            case HistoryKind.ExecutionStarted:
                _loop.Run(() => _orchestrator = start(context));
                break;
            case HistoryKind.TaskScheduled:
            case HistoryKind.TimerCreated:
            case HistoryKind.SubOrchestrationCreated:
            case HistoryKind.EventSent:
            case HistoryKind.EntityCalled:
            case HistoryKind.EntitySignaled:
                context.Ledger.Confirm(entry);
                break;
            case HistoryKind.TaskCompleted:
            case HistoryKind.TaskFailed:
            case HistoryKind.TimerFired:
            case HistoryKind.SubOrchestrationCompleted:
            case HistoryKind.SubOrchestrationFailed:
            case HistoryKind.EntityCompleted:
            case HistoryKind.EntityFailed:
                _loop.Run(() => context.Ledger.Answer(entry));
                break;
            case HistoryKind.EventRaised:
                _loop.Run(() => context.Events.Raise(entry));
                break;
        }
    }

    private TurnResult Conclude(ReplayContext context)
    {
        var result = Result(context, context.Ledger.Added);
        if (_orchestrator is null)
        {
            throw new InvalidDataException($"The history of '{instance.Id}' does not begin with its start.");
        }

        if (!_orchestrator.IsCompleted)
        {
            // Waiting for nothing that can come means that the code awaits something that is not durable.
            var waits = context.Ledger.HasOpenCalls || context.Events.HasWaiters;
            return waits && !_loop.Trespassed ? result : throw new InvalidOperationException(TurnLoop.IllegalAwait);
        }

        if (!_orchestrator.IsCompletedSuccessfully)
        {
            var error = _orchestrator.Exception?.InnerException ?? new TaskCanceledException(_orchestrator);
            return result with { Ended = OrchestrationRuntimeStatus.Failed, Failure = Failure.From(error) };
        }

        if (context.Continuation is not { } continuation)
        {
            return result with { Ended = OrchestrationRuntimeStatus.Completed, Output = WorkerJson.Write(_orchestrator.Result) };
        }

        return result with
        {
            StartsOver = true,
            Output = context.ContinuationInput,
            NextVersion = string.IsNullOrWhiteSpace(continuation.NewVersion) ? null : continuation.NewVersion,
            Carried = continuation.PreserveUnprocessedEvents ? context.Events.Unprocessed : [],
        };
    }
}
