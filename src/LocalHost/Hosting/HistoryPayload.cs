using System.Globalization;
using System.Text.Json.Nodes;
using AppleAnalytics.LocalHost.Engine;

namespace AppleAnalytics.LocalHost.Hosting;

/// <summary>
/// An instance's history as the management API shows it: the answer to a call stands for the call too, and says when it was made.
/// </summary>
internal static class HistoryPayload
{
    public static JsonArray From(IReadOnlyList<HistoryEntry> history, bool showOutput, bool showInput)
    {
        var answered = history.Where(IsAnswer).Select(e => e.Task!.Value).ToHashSet();
        var calls = new Dictionary<int, HistoryEntry>();
        var events = new JsonArray();
        foreach (var entry in history)
        {
            if (entry.Kind is HistoryKind.TaskScheduled or HistoryKind.SubOrchestrationCreated)
            {
                calls[entry.Task!.Value] = entry;
                if (answered.Contains(entry.Task.Value))
                {
                    continue;
                }
            }

            var call = entry.Task is { } task ? calls.GetValueOrDefault(task) : null;
            if (Convert(entry, call, showOutput) is { } converted)
            {
                if (!showInput)
                {
                    converted.Remove("Input");
                }

                events.Add(converted);
            }
        }

        return events;
    }

    private static bool IsAnswer(HistoryEntry entry) => entry.Kind
        is HistoryKind.TaskCompleted or HistoryKind.TaskFailed or HistoryKind.SubOrchestrationCompleted or HistoryKind.SubOrchestrationFailed;

    private static JsonObject? Convert(HistoryEntry entry, HistoryEntry? call, bool showOutput) => entry.Kind switch
    {
        HistoryKind.ExecutionStarted => New("ExecutionStarted", entry, ("FunctionName", entry.Name), ("Input", Payloads.Json(entry.Payload))),
        HistoryKind.TaskScheduled => New("TaskScheduled", entry, ("FunctionName", entry.Name), ("Input", Payloads.Json(entry.Payload))),
        HistoryKind.TaskCompleted => Answer("TaskCompleted", entry, call, showOutput),
        HistoryKind.TaskFailed => Answer("TaskFailed", entry, call, showOutput),
        HistoryKind.SubOrchestrationCreated => New(
            "SubOrchestrationInstanceCreated", entry, ("FunctionName", entry.Name), ("InstanceId", entry.Target), ("Input", Payloads.Json(entry.Payload))),
        HistoryKind.SubOrchestrationCompleted => Answer("SubOrchestrationInstanceCompleted", entry, call, showOutput),
        HistoryKind.SubOrchestrationFailed => Answer("SubOrchestrationInstanceFailed", entry, call, showOutput),
        HistoryKind.TimerCreated => New("TimerCreated", entry, ("FireAt", Time(entry.Due!.Value))),
        HistoryKind.TimerFired => New("TimerFired", entry, ("FireAt", Time(entry.Due!.Value))),
        HistoryKind.EventRaised => New("EventRaised", entry, ("Name", entry.Name), ("Input", Payloads.Json(entry.Payload))),
        HistoryKind.EventSent => New("EventSent", entry, ("InstanceId", entry.Target), ("Name", entry.Name), ("Input", Payloads.Json(entry.Payload))),
        HistoryKind.EntityCalled or HistoryKind.EntitySignaled => New("EventSent", entry, ("InstanceId", entry.Target), ("Name", "op"), ("Input", Operation(entry))),
        HistoryKind.EntityCompleted => New("EventRaised", entry, ("Name", "op"), ("Input", new JsonObject { ["result"] = Payloads.Json(entry.Payload) })),
        HistoryKind.EntityFailed => New("EventRaised", entry, ("Name", "op"), ("Input", new JsonObject { ["failureDetails"] = Details(entry.Failure!) })),
        HistoryKind.ExecutionSuspended => New("ExecutionSuspended", entry, ("Reason", entry.Name)),
        HistoryKind.ExecutionResumed => New("ExecutionResumed", entry, ("Reason", entry.Name)),
        HistoryKind.ExecutionTerminated => New("ExecutionTerminated", entry, ("Reason", entry.Name)),
        HistoryKind.ExecutionCompleted => Completed(entry, showOutput),
        _ => null, // The start of a turn and a cancelled timer are no events of the host's.
    };

    private static JsonObject Answer(string type, HistoryEntry entry, HistoryEntry? call, bool showOutput)
    {
        var answer = New(type, entry, ("FunctionName", call?.Name), ("ScheduledTime", call is null ? null : Time(call.At)), ("Input", Payloads.Json(call?.Payload)));
        if (call?.Target is { } child)
        {
            answer["InstanceId"] = child;
        }

        if (entry.Failure is { } failure)
        {
            answer["Reason"] = failure.Message;
            answer["FailureDetails"] = Details(failure);
        }
        else if (showOutput)
        {
            answer["Result"] = Payloads.Json(entry.Payload);
        }

        return answer;
    }

    private static JsonObject Completed(HistoryEntry entry, bool showOutput)
    {
        var completed = New("ExecutionCompleted", entry, ("OrchestrationStatus", entry.Name));
        if (showOutput)
        {
            completed["Result"] = entry.Failure is { } failure ? failure.Message : Payloads.Json(entry.Payload);
        }

        if (entry.Failure is { } details)
        {
            completed["FailureDetails"] = Details(details);
        }

        return completed;
    }

    private static JsonObject Operation(HistoryEntry entry) => new()
    {
        ["op"] = entry.Name,
        ["signal"] = entry.Kind is HistoryKind.EntitySignaled,
        ["input"] = Payloads.Json(entry.Payload),
    };

    private static JsonObject Details(Failure failure) => new()
    {
        ["ErrorType"] = failure.Type,
        ["ErrorMessage"] = failure.Message,
        ["StackTrace"] = failure.Stack,
        ["InnerFailure"] = null,
        ["IsNonRetriable"] = failure.Final,
    };

    private static JsonObject New(string type, HistoryEntry entry, params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        var result = new JsonObject { ["EventType"] = type };
        foreach (var (name, value) in properties)
        {
            result[name] = value;
        }

        result["Timestamp"] = Time(entry.At);
        return result;
    }

    private static string Time(DateTime time) => time.ToString("o", CultureInfo.InvariantCulture);
}
