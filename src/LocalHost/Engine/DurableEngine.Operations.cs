using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What a client asks for: to start, to signal, to stop, to forget.</summary>
internal sealed partial class DurableEngine
{
    /// <exception cref="OrchestrationAlreadyExistsException">The id is taken by an instance that may not be replaced.</exception>
    public Task<string> StartAsync(
        string name,
        string? id,
        string? input,
        DateTime? startAt = null,
        string? version = null,
        IReadOnlyDictionary<string, string>? tags = null,
        IReadOnlyCollection<OrchestrationRuntimeStatus>? dedupe = null)
    {
        id ??= Guid.NewGuid().ToString("N");
        InstanceIds.Validate(id);
        if (!_functions.HasOrchestrator(name))
        {
            throw new ArgumentException(Failure.MissingFunction("orchestrator", name).Message, nameof(name));
        }

        return InvokeAsync(() =>
        {
            List<Change> changes = [];
            if (_state.Instances.TryGetValue(id, out var existing))
            {
                if (dedupe?.Contains(existing.Status) ?? !existing.IsTerminal)
                {
                    throw new OrchestrationAlreadyExistsException($"An orchestration with the instance id '{id}' exists already; its status is {existing.Status}.");
                }

                if (!existing.IsTerminal)
                {
                    changes.AddRange(Terminate(existing, null, "Replaced by a new orchestration of the same id.", recursive: false));
                }
            }

            changes.Add(new InstanceCreated(id, name, Guid.NewGuid().ToString("N"), NextMessage(), Now())
            {
                Input = input,
                StartAt = startAt > Now() ? startAt : null,
                Version = version ?? _options.DefaultVersion,
                Tags = tags is { Count: > 0 } ? tags : null,
            });
            Commit(changes);
            return id;
        });
    }

    public Task RaiseEventAsync(string id, string eventName, string? payload) => InvokeAsync(() =>
    {
        Living(id);
        Commit([new Delivered(id, null, new Message(NextMessage(), new HistoryEntry(HistoryKind.EventRaised, Now()) { Name = eventName, Payload = payload }))]);
        return true;
    });

    public Task SuspendAsync(string id, string? reason) => InvokeAsync(() =>
    {
        if (Living(id).Status is not OrchestrationRuntimeStatus.Suspended)
        {
            Commit([new Controlled(id, HistoryKind.ExecutionSuspended, Now()) { Reason = reason }]);
        }

        return true;
    });

    public Task ResumeAsync(string id, string? reason) => InvokeAsync(() =>
    {
        if (Living(id).Status is OrchestrationRuntimeStatus.Suspended)
        {
            Commit([new Controlled(id, HistoryKind.ExecutionResumed, Now()) { Reason = reason }]);
        }

        return true;
    });

    public Task TerminateAsync(string id, string? output, bool recursive) => InvokeAsync(() =>
    {
        Commit([.. Terminate(Living(id), output, null, recursive)]);
        return true;
    });

    /// <summary>Forgets instances that have ended; gives how many.</summary>
    public Task<int> PurgeAsync(Func<InstanceState, bool> choose, bool recursive) => InvokeAsync(() =>
    {
        var chosen = _state.Instances.Values.Where(i => i.IsTerminal && choose(i)).ToList();
        if (recursive)
        {
            chosen = [.. chosen.SelectMany(i => Descendants(i).Prepend(i)).Where(i => i.IsTerminal).DistinctBy(i => i.Id)];
        }

        if (chosen.Count > 0)
        {
            Commit([new Purged(chosen.ConvertAll(i => i.Id))]);
        }

        return chosen.Count;
    });

    /// <summary>Starts an instance again with the input it had; gives the id of the new one.</summary>
    public async Task<string> RestartAsync(string id, bool withNewId)
    {
        var (name, input, version, tags) = Read(state => state.Instances.TryGetValue(id, out var instance)
            ? (instance.Name, instance.Input, instance.Version, instance.Tags)
            : throw Unknown(id));
        return await StartAsync(name, withNewId ? null : id, input, version: version, tags: tags);
    }

    public Task SignalAsync(string entityId, string operation, string? input, DateTime? due) => InvokeAsync(() =>
    {
        var now = Now();
        Commit([new OperationSent(entityId, now, new OperationMessage(NextMessage(), operation, null, due > now ? due : null) { Input = input })]);
        return true;
    });

    /// <summary>Forgets entities that have neither state nor messages; gives how many.</summary>
    public Task<int> CleanEntitiesAsync() => InvokeAsync(() =>
    {
        var empty = _state.Entities.Values.Where(e => e.State is null && e.Inbox.Count == 0).ToList();
        Commit(empty.ConvertAll(e => (Change)new EntityRemoved(e.Id)));
        return empty.Count;
    });

    private static ArgumentException Unknown(string id) => new($"There is no orchestration with the instance id '{id}'.", nameof(id));

    private InstanceState Living(string id)
    {
        var instance = _state.Instances.GetValueOrDefault(id) ?? throw Unknown(id);
        return instance.IsTerminal
            ? throw new InvalidOperationException($"The orchestration '{id}' has ended; its status is {instance.Status}.")
            : instance;
    }

    private IEnumerable<Change> Terminate(InstanceState instance, string? output, string? reason, bool recursive)
    {
        var now = Now();
        yield return new Controlled(instance.Id, HistoryKind.ExecutionTerminated, now) { Output = output, Reason = reason };
        foreach (var change in TellParent(instance, OrchestrationRuntimeStatus.Terminated, null, null, now))
        {
            yield return change;
        }

        if (recursive)
        {
            foreach (var child in Descendants(instance).Where(c => !c.IsTerminal))
            {
                yield return new Controlled(child.Id, HistoryKind.ExecutionTerminated, now) { Output = output, Reason = reason };
            }
        }
    }

    private IEnumerable<InstanceState> Descendants(InstanceState instance) =>
        _state.Instances.Values.Where(i => i.Parent?.Call.Instance == instance.Id && i.Id != instance.Id)
            .SelectMany(child => Descendants(child).Prepend(child));
}
