using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>
/// The engine's whole state, in memory. It changes only by <see cref="Apply"/>, with the same changes that the journal
/// holds, so that reading the journal back gives the same state.
/// </summary>
internal sealed partial class EngineState
{
    public Dictionary<string, InstanceState> Instances { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, EntityState> Entities { get; } = new(StringComparer.Ordinal);

    /// <summary>Last occurrence of each timer-triggered function.</summary>
    public Dictionary<string, ScheduleRan> Schedules { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ids of instances that may have messages to look at.</summary>
    public WaitingLine ReadyInstances { get; } = new();

    /// <summary>Ids of entities that may have operations to execute.</summary>
    public WaitingLine ReadyEntities { get; } = new();

    /// <summary>Activities to start, in the order in which they were scheduled. May hold some whose instance has ended.</summary>
    public Queue<Caller> ReadyActivities { get; } = new();

    public DueQueue Due { get; } = new();

    /// <summary>The id of the next message.</summary>
    public long NextMessage { get; private set; } = 1;

    /// <summary>Grows with every change to an instance.</summary>
    public long Revision { get; private set; }

    public void Apply(Change change)
    {
        switch (change)
        {
            case InstanceCreated created:
                Create(created);
                break;
            case Delivered delivered:
                Deliver(delivered);
                break;
            case Turned turned:
                Turn(turned);
                break;
            case ContinuedAsNew continued:
                Continue(continued);
                break;
            case Controlled controlled:
                Control(controlled);
                break;
            case Purged purged:
                foreach (var id in purged.Ids)
                {
                    Instances.Remove(id);
                }

                break;
            case OperationSent sent:
                Send(sent);
                break;
            case EntityTurned turned:
                Turn(turned);
                break;
            case EntityRemoved removed:
                Entities.Remove(removed.Id);
                break;
            case ScheduleRan ran:
                Schedules[ran.Name] = ran;
                break;
            case InstanceSaved saved:
                Restore(saved.Instance);
                break;
            case EntitySaved saved:
                Restore(saved.Entity);
                break;
            default:
                throw new InvalidOperationException($"The journal holds a change of the unknown kind {change.GetType().Name}.");
        }
    }

    /// <summary>The changes that give this state from nothing: what a compacted journal consists of.</summary>
    public IEnumerable<Change> Snapshot()
    {
        foreach (var instance in Instances.Values)
        {
            yield return new InstanceSaved(instance);
        }

        foreach (var entity in Entities.Values)
        {
            yield return new EntitySaved(entity);
        }

        foreach (var schedule in Schedules.Values)
        {
            yield return schedule;
        }
    }

    /// <summary>The messages an instance can look at now, in order of arrival. None before its start is due.</summary>
    public static List<Message> Visible(InstanceState instance) =>
        instance.CanRun && !instance.Inbox.Exists(m => m.Due is not null && m.Entry.Kind == HistoryKind.ExecutionStarted)
            ? instance.Inbox.FindAll(m => m.Due is null)
            : [];

    /// <summary>False when what waited is void: its instance ended, its timer was cancelled, its message was taken.</summary>
    public bool IsWaiting(DueItem item)
    {
        if (item.Id.StartsWith('@'))
        {
            return Entities.TryGetValue(item.Id, out var entity) && entity.Inbox.Exists(m => m.Id == item.Number && m.Due is not null);
        }

        if (!Instances.TryGetValue(item.Id, out var instance))
        {
            return false;
        }

        return item.Execution is null
            ? instance.Inbox.Exists(m => m.Id == item.Number && m.Due is not null)
            : instance.Execution == item.Execution && instance.OpenTimers.ContainsKey((int)item.Number);
    }

    /// <summary>Makes a delayed message visible. Not a change of its own: it follows from the time and the message.</summary>
    public void Reveal(DueItem item)
    {
        if (item.Id.StartsWith('@'))
        {
            var inbox = Entities[item.Id].Inbox;
            var index = inbox.FindIndex(m => m.Id == item.Number);
            var message = inbox[index];
            inbox.RemoveAt(index);
            inbox.Add(message with { Due = null });
            ReadyEntities.Add(item.Id);
        }
        else
        {
            var inbox = Instances[item.Id].Inbox;
            var index = inbox.FindIndex(m => m.Id == item.Number);
            inbox[index] = inbox[index] with { Due = null };
            Touch(Instances[item.Id]);
        }
    }

    /// <summary>Forgets the histories of instances that ended before a time; done when the journal is rewritten, so that it stays small.</summary>
    public void DropHistories(DateTime endedBefore)
    {
        foreach (var instance in Instances.Values.Where(i => i.IsTerminal && i.UpdatedAt < endedBefore))
        {
            instance.History.Clear();
        }
    }

    private void Send(OperationSent sent)
    {
        if (!Entities.TryGetValue(sent.To, out var entity))
        {
            Entities[sent.To] = entity = new EntityState { Id = sent.To, UpdatedAt = sent.At };
        }

        Note(sent.Message.Id);
        entity.Inbox.Add(sent.Message);
        Touch(entity, sent.Message);
    }

    private void Turn(EntityTurned turned)
    {
        var entity = Entities[turned.Id];
        var took = turned.Took.ToHashSet();
        entity.Inbox.RemoveAll(m => took.Contains(m.Id));
        entity.State = turned.State;
        entity.UpdatedAt = turned.At;
        if (entity.Inbox.Exists(m => m.Due is null))
        {
            ReadyEntities.Add(entity.Id);
        }
    }

    private void Restore(EntityState entity)
    {
        Entities[entity.Id] = entity;
        foreach (var message in entity.Inbox)
        {
            Note(message.Id);
            Touch(entity, message);
        }
    }

    private void Touch(EntityState entity, OperationMessage message)
    {
        if (message.Due is { } due)
        {
            Due.Add(due, new DueItem(entity.Id, null, message.Id));
        }
        else
        {
            ReadyEntities.Add(entity.Id);
        }
    }

    private void Touch(InstanceState instance)
    {
        instance.Revision = ++Revision;
        if (instance.CanRun && instance.Inbox.Exists(m => m.Due is null))
        {
            ReadyInstances.Add(instance.Id);
        }
    }

    private void Note(long message) => NextMessage = Math.Max(NextMessage, message + 1);
}
