using System.Text.Json.Serialization;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>One line of an orchestration's history: a call its code made, or an answer that came in.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, UTC.</param>
internal sealed record HistoryEntry(HistoryKind Kind, DateTime At)
{
    /// <summary>The call's sequence number within its execution; an answer carries the number of the call it answers.</summary>
    public int? Task { get; init; }

    /// <summary>Name of the function, event or entity operation.</summary>
    public string? Name { get; init; }

    /// <summary>The other party: instance id of a sub-orchestration or of an event's receiver, or an entity's id.</summary>
    public string? Target { get; init; }

    /// <summary>Version a sub-orchestration is started with.</summary>
    public string? Version { get; init; }

    /// <summary>When a timer fires, or a delayed signal is delivered, UTC.</summary>
    public DateTime? Due { get; init; }

    /// <summary>Input, result or event content as JSON.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Payload { get; init; }

    public Failure? Failure { get; init; }
}
