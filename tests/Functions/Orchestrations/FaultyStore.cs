using AppleAnalytics.Lake;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>A lake into which one object cannot be written the first time.</summary>
sealed class FaultyStore(ObjectStore inner, Predicate<string> fails) : ObjectStore
{
    int _failures;

    public int Failures => _failures;

    public override string Location => inner.Location;

    public override bool KeepsMetadata => inner.KeepsMetadata;

    public override Task<StoredObject?> OpenReadAsync(string key, CancellationToken cancellation = default) =>
        inner.OpenReadAsync(key, cancellation);

    public override Task<PutResult> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancellation = default) =>
        fails(key) && Interlocked.CompareExchange(ref _failures, 1, 0) == 0
            ? throw new TransientLakeException($"{key} cannot be written now.")
            : inner.PutAsync(key, content, options, cancellation);

    public override IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellation = default) => inner.ListAsync(prefix, cancellation);

    public override Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) => inner.HeadAsync(key, cancellation);

    public override Task DeleteAsync(string key, CancellationToken cancellation = default) => inner.DeleteAsync(key, cancellation);

    public override Task<int> EraseAsync(string key, bool keepPresent = false, CancellationToken cancellation = default) => inner.EraseAsync(key, keepPresent, cancellation);
}
