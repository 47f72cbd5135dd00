using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>One change of the engine's state. The changes of one journal record happen together or not at all.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(InstanceCreated), "create")]
[JsonDerivedType(typeof(Delivered), "deliver")]
[JsonDerivedType(typeof(Turned), "turn")]
[JsonDerivedType(typeof(ContinuedAsNew), "continueAsNew")]
[JsonDerivedType(typeof(Controlled), "control")]
[JsonDerivedType(typeof(Purged), "purge")]
[JsonDerivedType(typeof(OperationSent), "operation")]
[JsonDerivedType(typeof(EntityTurned), "entity")]
[JsonDerivedType(typeof(EntityRemoved), "removeEntity")]
[JsonDerivedType(typeof(ScheduleRan), "schedule")]
[JsonDerivedType(typeof(InstanceSaved), "instance")]
[JsonDerivedType(typeof(EntitySaved), "entityState")]
internal abstract record Change;

/// <summary>An instance was started; one of the same id that was there before is replaced.</summary>
internal sealed record InstanceCreated(string Id, string Name, string Execution, long Message, DateTime At) : Change
{
    public string? Version { get; init; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public DateTime? StartAt { get; init; }

    [JsonConverter(typeof(RawJsonConverter))]
    public string? Input { get; init; }
}

/// <summary>A message arrived at an instance. Without effect when the instance has ended or runs another execution by now.</summary>
internal sealed record Delivered(string To, string? Execution, Message Message) : Change;

/// <summary>An orchestrator ran one turn: it took messages, made calls, and perhaps ended.</summary>
internal sealed record Turned(string Id, DateTime At, IReadOnlyList<long> Took, IReadOnlyList<HistoryEntry> Calls) : Change
{
    /// <summary>The custom status after the turn, when the code set one.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? CustomStatus { get; init; }

    /// <summary>True when the code set an empty custom status.</summary>
    public bool? ClearsCustomStatus { get; init; }

    /// <summary>Completed or Failed when this was the last turn.</summary>
    public OrchestrationRuntimeStatus? Ended { get; init; }

    [JsonConverter(typeof(RawJsonConverter))]
    public string? Output { get; init; }

    public Failure? Failure { get; init; }
}

/// <summary>The instance starts over with a new input and an empty history; events it has not looked at stay.</summary>
internal sealed record ContinuedAsNew(string Id, string Execution, long Message, DateTime At, IReadOnlyList<Message> Carried) : Change
{
    public string? Version { get; init; }

    [JsonConverter(typeof(RawJsonConverter))]
    public string? Input { get; init; }
}

/// <summary>The instance was suspended, resumed or terminated from outside.</summary>
internal sealed record Controlled(string Id, HistoryKind Kind, DateTime At) : Change
{
    public string? Reason { get; init; }

    /// <summary>Output of a terminated instance.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Output { get; init; }
}

/// <summary>Instances that had ended were forgotten.</summary>
internal sealed record Purged(IReadOnlyList<string> Ids) : Change;

/// <summary>An operation was sent to an entity.</summary>
internal sealed record OperationSent(string To, DateTime At, OperationMessage Message) : Change;

/// <summary>An entity executed operations.</summary>
internal sealed record EntityTurned(string Id, DateTime At, IReadOnlyList<long> Took) : Change
{
    /// <summary>The state afterwards; null means none.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? State { get; init; }
}

/// <summary>An entity without state and without messages was forgotten.</summary>
internal sealed record EntityRemoved(string Id) : Change;

/// <summary>A timer-triggered function ran (or, with <paramref name="First"/>, was seen for the first time).</summary>
internal sealed record ScheduleRan(string Name, DateTime Occurrence, DateTime At, bool First = false) : Change;

/// <summary>A whole instance, as a compacted journal holds it.</summary>
internal sealed record InstanceSaved(InstanceState Instance) : Change;

/// <summary>A whole entity, as a compacted journal holds it.</summary>
internal sealed record EntitySaved(EntityState Entity) : Change;
