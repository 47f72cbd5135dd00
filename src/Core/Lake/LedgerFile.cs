namespace AppleAnalytics.Lake;

/// <summary>The ledger as it stands in the lake.</summary>
internal sealed record LedgerFile
{
    public static LedgerFile None { get; } = new();

    public int Version { get; init; } = 1;

    public long AppId { get; init; }

    public SortedDictionary<string, LedgerEntry> Instances { get; init; } = new(StringComparer.Ordinal);

    public LedgerSnapshot ToSnapshot() => new(Instances);

    /// <summary>Puts entries in and takes those out that are too old, but never the ones just put in.</summary>
    public LedgerFile With(long appId, IReadOnlyCollection<LedgerEntry> entries, DateOnly today, Func<LedgerEntry?, LedgerEntry, LedgerEntry> next)
    {
        var oldest = today.AddDays(-InstanceLedger.KeepDays);
        var instances = new SortedDictionary<string, LedgerEntry>(StringComparer.Ordinal);
        foreach (var (id, known) in Instances.Where(i => i.Value.ProcessingDate >= oldest))
        {
            instances[id] = known;
        }

        foreach (var entry in entries)
        {
            instances[entry.InstanceId] = next(Instances.GetValueOrDefault(entry.InstanceId), entry);
        }

        return this with { AppId = appId, Instances = instances };
    }

    public LedgerFile Released(long appId, string instanceId)
    {
        var instances = new SortedDictionary<string, LedgerEntry>(Instances, StringComparer.Ordinal);
        if (instances.TryGetValue(instanceId, out var parked) && parked.Outcome == InstanceOutcome.Parked)
        {
            instances[instanceId] = parked with { Outcome = InstanceOutcome.Failed, Attempts = 0 };
        }

        return this with { AppId = appId, Instances = instances };
    }
}
