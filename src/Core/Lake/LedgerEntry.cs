using System.Text.Json.Serialization;

namespace AppleAnalytics.Lake;

/// <summary>What the ledger holds of one instance.</summary>
public sealed record LedgerEntry
{
    /// <summary>Apple's id of the instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Our table.</summary>
    public required string Table { get; init; }

    /// <summary>The instance's processing date.</summary>
    public required DateOnly ProcessingDate { get; init; }

    /// <summary>What became of it.</summary>
    public required InstanceOutcome Outcome { get; init; }

    /// <summary>How often it failed; the ledger counts.</summary>
    public int Attempts { get; init; }

    /// <summary>When Apple was first seen to list it; null when it was never recorded as listed.</summary>
    public DateTimeOffset? ListedAt { get; init; }

    /// <summary>Why it failed, in a sentence; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>Whether nothing more is to be done with it.</summary>
    [JsonIgnore]
    public bool IsSettled => Outcome is InstanceOutcome.Published or InstanceOutcome.Superseded or InstanceOutcome.HeaderOnly or InstanceOutcome.Empty;
}
