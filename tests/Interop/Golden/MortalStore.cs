using AppleAnalytics.Lake;

namespace AppleAnalytics.Interop.Tests.Golden;

/// <summary>A store whose process dies before a partition is written.</summary>
internal sealed class MortalStore(ObjectStore store) : ObjectStore
{
    /// <summary>Partitions still written before death; null, the default, is no death.</summary>
    public int? PartitionsLeft { get; set; }

    public override string Location => store.Location;

    public override Task<StoredObject?> OpenReadAsync(string key, CancellationToken cancellation = default) => store.OpenReadAsync(key, cancellation);

    public override Task<PutResult> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancellation = default)
    {
        if (key.StartsWith("curated/", StringComparison.Ordinal) && PartitionsLeft is { } left)
        {
            PartitionsLeft = left > 0 ? left - 1 : throw new KilledException();
        }

        return store.PutAsync(key, content, options, cancellation);
    }

    public override IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellation = default) => store.ListAsync(prefix, cancellation);

    public override Task DeleteAsync(string key, CancellationToken cancellation = default) => store.DeleteAsync(key, cancellation);

    public override Task<int> EraseAsync(string key, bool keepPresent = false, CancellationToken cancellation = default) =>
        store.EraseAsync(key, keepPresent, cancellation);

    public override Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) => store.HeadAsync(key, cancellation);
}

/// <summary>Stands for the end of the process: nothing of ours knows it, so nothing catches it.</summary>
internal sealed class KilledException : Exception;
