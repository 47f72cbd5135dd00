using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Engine;

internal sealed partial class EngineState
{
    private void Create(InstanceCreated created)
    {
        var instance = new InstanceState
        {
            Id = created.Id,
            Name = created.Name,
            Execution = created.Execution,
            Version = created.Version,
            Parent = created.Parent,
            Tags = created.Tags,
            CreatedAt = created.At,
            UpdatedAt = created.At,
            Input = created.Input,
        };
        Instances[created.Id] = instance;
        Add(instance, new Message(created.Message, Started(instance, created.At), created.StartAt));
    }

    private void Deliver(Delivered delivered)
    {
        Note(delivered.Message.Id);
        if (!Instances.TryGetValue(delivered.To, out var instance)
            || instance.IsTerminal
            || (delivered.Execution is { } execution && execution != instance.Execution))
        {
            return;
        }

        var entry = delivered.Message.Entry;
        var isNews = entry.Kind switch
        {
            HistoryKind.TaskCompleted or HistoryKind.TaskFailed => instance.OpenActivities.Remove(entry.Task!.Value),
            HistoryKind.TimerFired => instance.OpenTimers.Remove(entry.Task!.Value),
            _ => true,
        };
        if (isNews)
        {
            Add(instance, delivered.Message);
        }
    }

    private void Add(InstanceState instance, Message message)
    {
        Note(message.Id);
        instance.Inbox.Add(message);
        if (message.Due is { } due)
        {
            Due.Add(due, new DueItem(instance.Id, null, message.Id));
        }

        Touch(instance);
    }

    private void Turn(Turned turned)
    {
        var instance = Instances[turned.Id];
        instance.History.Add(new HistoryEntry(HistoryKind.OrchestratorStarted, turned.At));
        foreach (var id in turned.Took)
        {
            var index = instance.Inbox.FindIndex(m => m.Id == id);
            instance.History.Add(instance.Inbox[index].Entry);
            instance.Inbox.RemoveAt(index);
        }

        instance.History.AddRange(turned.Calls);
        foreach (var call in turned.Calls)
        {
            Open(instance, call, start: true);
        }

        instance.CustomStatus = turned.CustomStatus ?? (turned.ClearsCustomStatus == true ? null : instance.CustomStatus);
        instance.UpdatedAt = turned.At;
        if (turned.Ended is { } ended)
        {
            End(instance, ended, turned.Output, turned.Failure, turned.At);
        }
        else
        {
            instance.Status = OrchestrationRuntimeStatus.Running;
        }

        Touch(instance);
    }

    private void Continue(ContinuedAsNew continued)
    {
        var instance = Instances[continued.Id];
        instance.Execution = continued.Execution;
        instance.Input = continued.Input;
        instance.Version = continued.Version ?? instance.Version;
        instance.UpdatedAt = continued.At;
        instance.Status = OrchestrationRuntimeStatus.Running;
        instance.History.Clear();
        instance.OpenActivities.Clear();
        instance.OpenTimers.Clear();

        // Events that came in meanwhile are for the instance, answers are for the execution that is gone.
        instance.Inbox.RemoveAll(m => m.Entry.Kind != HistoryKind.EventRaised);
        instance.Inbox.InsertRange(0, continued.Carried);
        instance.Inbox.Insert(0, new Message(continued.Message, Started(instance, continued.At)));
        Note(continued.Message);
        foreach (var message in continued.Carried)
        {
            Note(message.Id);
        }

        Touch(instance);
    }

    private void Control(Controlled controlled)
    {
        var instance = Instances[controlled.Id];
        instance.History.Add(new HistoryEntry(controlled.Kind, controlled.At) { Name = controlled.Reason });
        instance.UpdatedAt = controlled.At;
        switch (controlled.Kind)
        {
            case HistoryKind.ExecutionSuspended:
                instance.Status = OrchestrationRuntimeStatus.Suspended;
                break;
            case HistoryKind.ExecutionResumed:
                instance.Status = instance.History.Exists(e => e.Kind == HistoryKind.ExecutionStarted)
                    ? OrchestrationRuntimeStatus.Running
                    : OrchestrationRuntimeStatus.Pending;
                break;
            default:
                End(instance, OrchestrationRuntimeStatus.Terminated, controlled.Output, null, controlled.At);
                break;
        }

        Touch(instance);
    }

    private static void End(InstanceState instance, OrchestrationRuntimeStatus status, string? output, Failure? failure, DateTime at)
    {
        instance.Status = status;
        instance.Output = output;
        instance.Failure = failure;
        instance.Inbox.Clear();
        instance.OpenActivities.Clear();
        instance.OpenTimers.Clear();
        instance.History.Add(new HistoryEntry(HistoryKind.ExecutionCompleted, at) { Name = status.ToString(), Payload = output, Failure = failure });
    }

    private void Open(InstanceState instance, HistoryEntry call, bool start)
    {
        switch (call.Kind)
        {
            case HistoryKind.TaskScheduled:
                instance.OpenActivities[call.Task!.Value] = call;
                if (start)
                {
                    ReadyActivities.Enqueue(new Caller(instance.Id, instance.Execution, call.Task.Value));
                }

                break;
            case HistoryKind.TimerCreated:
                instance.OpenTimers[call.Task!.Value] = call.Due!.Value;
                if (start)
                {
                    Due.Add(call.Due.Value, new DueItem(instance.Id, instance.Execution, call.Task.Value));
                }

                break;
            case HistoryKind.TimerCancelled:
                instance.OpenTimers.Remove(call.Task!.Value);
                break;
            case HistoryKind.TaskCompleted or HistoryKind.TaskFailed:
                instance.OpenActivities.Remove(call.Task!.Value);
                break;
            case HistoryKind.TimerFired:
                instance.OpenTimers.Remove(call.Task!.Value);
                break;
        }
    }

    /// <summary>Takes a saved instance over and finds from its history what is still open.</summary>
    private void Restore(InstanceState instance)
    {
        Instances[instance.Id] = instance;
        foreach (var message in instance.Inbox)
        {
            Note(message.Id);
            if (message.Due is { } due)
            {
                Due.Add(due, new DueItem(instance.Id, null, message.Id));
            }
        }

        if (!instance.IsTerminal)
        {
            foreach (var entry in instance.History)
            {
                Open(instance, entry, start: false);
            }

            foreach (var message in instance.Inbox)
            {
                Open(instance, message.Entry, start: false);
            }

            foreach (var task in instance.OpenActivities.Keys)
            {
                ReadyActivities.Enqueue(new Caller(instance.Id, instance.Execution, task));
            }

            foreach (var (task, due) in instance.OpenTimers)
            {
                Due.Add(due, new DueItem(instance.Id, instance.Execution, task));
            }
        }

        Touch(instance);
    }

    private static HistoryEntry Started(InstanceState instance, DateTime at) =>
        new(HistoryKind.ExecutionStarted, at) { Name = instance.Name, Payload = instance.Input, Version = instance.Version };
}
