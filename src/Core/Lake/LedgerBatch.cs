namespace AppleAnalytics.Lake;

/// <summary>
/// The ledgers while one process publishes many instances one after another: each is read once, changed in memory, and written
/// when asked for. A kill before <see cref="WriteAsync"/> leaves instances unsettled, and the replay finds their work done.
/// </summary>
/// <param name="store">The lake.</param>
public sealed class LedgerBatch(ObjectStore store) : InstanceLedger(store)
{
    readonly Dictionary<long, Pending> _pending = [];

    /// <inheritdoc/>
    public override async Task<LedgerEntry> RecordAsync(long appId, LedgerEntry entry, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!_pending.TryGetValue(appId, out var pending))
        {
            pending = new(await ReadFileAsync(appId, cancellation));
            _pending.Add(appId, pending);
        }

        pending.Entries.Add((entry, today));
        pending.File = pending.File.With(appId, [entry], today, Next);
        return pending.File.Instances[entry.InstanceId];
    }

    /// <summary>Writes what was recorded since the last time, over whatever others wrote meanwhile.</summary>
    /// <exception cref="TransientLakeException">The lake cannot be written now; what was recorded is kept for another try.</exception>
    public async Task WriteAsync(CancellationToken cancellation = default)
    {
        foreach (var (appId, pending) in _pending.ToList())
        {
            await UpdateAsync(
                appId,
                present => pending.Entries.Aggregate(present, (file, recorded) => file.With(appId, [recorded.Entry], recorded.Today, Next)),
                cancellation);
            _pending.Remove(appId);
        }
    }

    sealed class Pending(LedgerFile file)
    {
        public LedgerFile File { get; set; } = file;

        public List<(LedgerEntry Entry, DateOnly Today)> Entries { get; } = [];
    }
}
