namespace AppleAnalytics.Lake;

/// <summary>A store beside which something happens once, before the first object under a prefix is written.</summary>
internal sealed class InterruptedStore(ObjectStore inner, string prefix, Func<Task> once) : ObjectStore
{
    Func<Task>? _once = once;

    public override string Location => inner.Location;

    public override bool KeepsMetadata => inner.KeepsMetadata;

    public override Task<StoredObject?> OpenReadAsync(string key, CancellationToken cancellation = default) => inner.OpenReadAsync(key, cancellation);

    public override IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellation = default) => inner.ListAsync(prefix, cancellation);

    public override Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) => inner.HeadAsync(key, cancellation);

    public override Task DeleteAsync(string key, CancellationToken cancellation = default) => inner.DeleteAsync(key, cancellation);

    public override Task<int> EraseAsync(string key, bool keepPresent = false, CancellationToken cancellation = default) => inner.EraseAsync(key, keepPresent, cancellation);

    public override async Task<PutResult> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancellation = default)
    {
        if (key.StartsWith(prefix, StringComparison.Ordinal) && Interlocked.Exchange(ref _once, null) is { } now)
        {
            await now();
        }

        return await inner.PutAsync(key, content, options, cancellation);
    }
}
