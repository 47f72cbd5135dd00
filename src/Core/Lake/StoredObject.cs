namespace AppleAnalytics.Lake;

/// <summary>An object opened for reading; disposing it closes the content.</summary>
/// <param name="info">What the store knows of the object.</param>
/// <param name="content">The bytes; seekable where the store is a folder.</param>
public sealed class StoredObject(ObjectInfo info, Stream content) : IAsyncDisposable
{
    /// <summary>What the store knows of the object.</summary>
    public ObjectInfo Info { get; } = info;

    /// <summary>The bytes; seekable where the store is a folder.</summary>
    public Stream Content { get; } = content;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
