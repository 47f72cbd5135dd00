using AppleAnalytics.Landing;

namespace AppleAnalytics.Lake;

/// <summary>
/// Which instances are done with, per app: a set, never a high-water mark, so that deliveries may come in any order.
/// Failed ones are tried again and parked after three attempts. Entries go when Apple no longer lists their instances.
/// </summary>
/// <param name="store">The lake.</param>
public class InstanceLedger(ObjectStore store)
{
    /// <summary>Failures after which an instance is parked.</summary>
    public const int MaxAttempts = 3;

    /// <summary>Days after which an entry goes, by processing date; Apple deletes instances after 35 days.</summary>
    public const int KeepDays = 40;

    /// <summary>Reads an app's ledger.</summary>
    public async Task<LedgerSnapshot> ReadAsync(long appId, CancellationToken cancellation = default) =>
        (await ReadFileAsync(appId, cancellation)).ToSnapshot();

    /// <summary>
    /// Records what became of an instance. A settled instance stays settled when a belated failure of the same work arrives;
    /// a failure counts one attempt and parks the instance at the third.
    /// </summary>
    /// <param name="appId">Apple's identifier of the app.</param>
    /// <param name="entry">The outcome; its attempts are ignored.</param>
    /// <param name="today">The day the run acts as; older entries go by it.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The entry as it now stands.</returns>
    public virtual async Task<LedgerEntry> RecordAsync(long appId, LedgerEntry entry, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (await UpdateAsync(appId, file => file.With(appId, [entry], today, Next), cancellation)).Instances[entry.InstanceId];
    }

    /// <summary>
    /// Records that Apple lists instances; those the ledger knows stay as they are. From then on freshness counts the hours
    /// until they are settled.
    /// </summary>
    public Task RecordListedAsync(long appId, IReadOnlyCollection<InstanceReference> instances, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instances);
        if (instances.Count == 0)
        {
            return Task.CompletedTask;
        }

        var listed = instances.Select(i => new LedgerEntry
        {
            InstanceId = i.InstanceId,
            Table = i.Table,
            ProcessingDate = i.ProcessingDate,
            Outcome = InstanceOutcome.Listed,
            ListedAt = now,
        }).ToList();
        return UpdateAsync(appId, file => file.With(appId, listed, DateOnly.FromDateTime(now.UtcDateTime), (known, fresh) => known ?? fresh), cancellation);
    }

    /// <summary>Makes a parked instance of any app due again, with no attempts counted.</summary>
    /// <returns>The app's Apple identifier, or null when no such instance is parked.</returns>
    public async Task<long?> ReleaseAsync(string instanceId, CancellationToken cancellation = default)
    {
        await foreach (var found in store.ListAsync(LakeLayout.LedgerRoot, cancellation))
        {
            if (await store.ReadJsonAsync<LedgerFile>(found.Key, cancellation) is { } file && await ReleaseAsync(file.AppId, instanceId, cancellation))
            {
                return file.AppId;
            }
        }

        return null;
    }

    /// <summary>Makes a parked instance due again, with no attempts counted.</summary>
    /// <returns>False when the instance is not parked.</returns>
    public async Task<bool> ReleaseAsync(long appId, string instanceId, CancellationToken cancellation = default)
    {
        if (!(await ReadAsync(appId, cancellation)).IsParked(instanceId))
        {
            return false;
        }

        await UpdateAsync(appId, file => file.Released(appId, instanceId), cancellation);
        return true;
    }

    private protected async Task<LedgerFile> ReadFileAsync(long appId, CancellationToken cancellation) =>
        await store.ReadJsonAsync<LedgerFile>(LakeLayout.Ledger(appId), cancellation) ?? LedgerFile.None;

    private protected Task<LedgerFile> UpdateAsync(long appId, Func<LedgerFile, LedgerFile> change, CancellationToken cancellation) =>
        store.UpdateJsonAsync<LedgerFile>(LakeLayout.Ledger(appId), present => change(present ?? LedgerFile.None), cancellation);

    private protected static LedgerEntry Next(LedgerEntry? known, LedgerEntry fresh)
    {
        var listedAt = known?.ListedAt ?? fresh.ListedAt;
        if (fresh.Outcome is not (InstanceOutcome.Failed or InstanceOutcome.Parked))
        {
            return fresh with { Attempts = known?.Attempts ?? 0, ListedAt = listedAt, Message = null };
        }

        if (known is { IsSettled: true })
        {
            return known;
        }

        var attempts = (known?.Attempts ?? 0) + 1;
        return fresh with
        {
            Attempts = attempts,
            ListedAt = listedAt,
            Outcome = attempts >= MaxAttempts || fresh.Outcome == InstanceOutcome.Parked ? InstanceOutcome.Parked : InstanceOutcome.Failed,
        };
    }
}
