using AppleAnalytics.Curation;
using AppleAnalytics.Lake;

namespace AppleAnalytics.Publishing;

/// <summary>A store whose process dies at a certain write, either just before the write or just after it.</summary>
public sealed class KillingStore(ObjectStore inner, int diesAt, bool afterTheWrite) : ObjectStore
{
    int _writes;

    public override string Location => inner.Location;

    public override bool KeepsMetadata => inner.KeepsMetadata;

    public override Task<StoredObject?> OpenReadAsync(string key, CancellationToken cancellation = default) => inner.OpenReadAsync(key, cancellation);

    public override Task<Stream?> OpenContentAsync(string key, CancellationToken cancellation = default) => inner.OpenContentAsync(key, cancellation);

    public override IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellation = default) => inner.ListAsync(prefix, cancellation);

    public override Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) => inner.HeadAsync(key, cancellation);

    public override Task<PutResult> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancellation = default) =>
        DieAtAsync(() => inner.PutAsync(key, content, options, cancellation));

    public override Task DeleteAsync(string key, CancellationToken cancellation = default) => DieAtAsync(async () =>
    {
        await inner.DeleteAsync(key, cancellation);
        return true;
    });

    public override Task<int> EraseAsync(string key, bool keepPresent = false, CancellationToken cancellation = default) =>
        DieAtAsync(() => inner.EraseAsync(key, keepPresent, cancellation));

    async Task<T> DieAtAsync<T>(Func<Task<T>> write)
    {
        if (++_writes < diesAt)
        {
            return await write();
        }

        if (afterTheWrite && _writes == diesAt)
        {
            await write();
        }

        throw new KilledException();
    }

    public sealed class KilledException() : Exception("killed");
}
