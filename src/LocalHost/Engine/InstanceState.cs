using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Everything known about one orchestration instance.</summary>
internal sealed class InstanceState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Token of the current execution: answers meant for an earlier one are dropped.</summary>
    public required string Execution { get; set; }

    public string? Version { get; set; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    public required DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; set; }

    [JsonConverter(typeof(RawJsonConverter))]
    public string? Input { get; set; }

    [JsonConverter(typeof(RawJsonConverter))]
    public string? Output { get; set; }

    [JsonConverter(typeof(RawJsonConverter))]
    public string? CustomStatus { get; set; }

    public Failure? Failure { get; set; }

    public List<HistoryEntry> History { get; set; } = [];

    public List<Message> Inbox { get; set; } = [];

    /// <summary>Activities that were scheduled and have no result yet, by sequence number. Follows from the history.</summary>
    [JsonIgnore]
    public SortedDictionary<int, HistoryEntry> OpenActivities { get; } = [];

    /// <summary>Timers that neither fired nor were cancelled, by sequence number. Follows from the history.</summary>
    [JsonIgnore]
    public Dictionary<int, DateTime> OpenTimers { get; } = [];

    /// <summary>Grows with every change, so that a watcher knows whether it has seen the latest.</summary>
    [JsonIgnore]
    public long Revision { get; set; }

    [JsonIgnore]
    public bool IsTerminal => IsTerminalStatus(Status);

    /// <summary>True when a message may start a turn.</summary>
    [JsonIgnore]
    public bool CanRun => Status is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running;

    public static bool IsTerminalStatus(OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
