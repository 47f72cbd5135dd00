namespace AppleAnalytics.Lake;

/// <summary>One app's ledger as it was when read.</summary>
/// <param name="Entries">The entries by instance id.</param>
public sealed record LedgerSnapshot(IReadOnlyDictionary<string, LedgerEntry> Entries)
{
    /// <summary>A ledger without entries.</summary>
    public static LedgerSnapshot Empty { get; } = new(new Dictionary<string, LedgerEntry>());

    /// <summary>The entry of an instance, or null when the ledger does not know it.</summary>
    public LedgerEntry? Find(string instanceId) => Entries.GetValueOrDefault(instanceId);

    /// <summary>Whether nothing more is to be done with the instance.</summary>
    public bool IsSettled(string instanceId) => Find(instanceId)?.IsSettled ?? false;

    /// <summary>Whether the instance failed so often that runs leave it to a person.</summary>
    public bool IsParked(string instanceId) => Find(instanceId)?.Outcome == InstanceOutcome.Parked;
}
