using System.Text.Json.Serialization;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>Something an orchestration has not looked at yet: it becomes history in the turn that takes it.</summary>
/// <param name="Id">Unique in the journal.</param>
/// <param name="Entry">The history line it becomes.</param>
/// <param name="Due">Not visible before this time, UTC; null means now.</param>
internal sealed record Message(long Id, HistoryEntry Entry, DateTime? Due = null);

/// <summary>An operation an entity has not executed yet.</summary>
/// <param name="Id">Unique in the journal.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Caller">Who waits for the result; null for a signal.</param>
/// <param name="Due">Not visible before this time, UTC; null means now.</param>
internal sealed record OperationMessage(long Id, string Operation, Caller? Caller = null, DateTime? Due = null)
{
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Input { get; init; }
}

/// <summary>A call in one execution of an orchestration.</summary>
/// <param name="Instance">Instance id.</param>
/// <param name="Execution">Execution token.</param>
/// <param name="Task">The call's sequence number.</param>
internal sealed record Caller(string Instance, string Execution, int Task);

/// <summary>The orchestration that waits for this one.</summary>
/// <param name="Name">Name of the parent's function.</param>
/// <param name="Call">The call that started this one.</param>
internal sealed record ParentLink(string Name, Caller Call);
