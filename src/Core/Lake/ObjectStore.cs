namespace AppleAnalytics.Lake;

/// <summary>
/// The lake's storage: a folder or S3. Writes are atomic: a reader sees the old object or the new one, never a part.
/// Keys use slashes, are case-sensitive and are the same for every store.
/// </summary>
public abstract class ObjectStore
{
    /// <summary>Where the lake is, for messages, such as <c>s3://bucket/prefix</c> or a folder's path.</summary>
    public abstract string Location { get; }

    /// <summary>Whether <see cref="PutOptions.Metadata"/> is kept, so that <see cref="HeadAsync"/> shows it. Default is false.</summary>
    public virtual bool KeepsMetadata => false;

    /// <summary>Opens an object for reading.</summary>
    /// <returns>The object, to be disposed by the caller, or null when there is none.</returns>
    public abstract Task<StoredObject?> OpenReadAsync(string key, CancellationToken cancellation = default);

    /// <summary>Writes an object whole, or not at all when the condition does not hold or reading <paramref name="content"/> fails.</summary>
    /// <returns>Whether it was written, and the entity tag of what was.</returns>
    public abstract Task<PutResult> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancellation = default);

    /// <summary>Lists the objects under a prefix in ordinal key order; a prefix is text, not a folder.</summary>
    public abstract IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellation = default);

    /// <summary>Deletes an object; deleting what is not there is no error.</summary>
    public abstract Task DeleteAsync(string key, CancellationToken cancellation = default);

    /// <summary>
    /// Erases an object with every version of it the store keeps, the present one last, so that what was cut short is found again.
    /// </summary>
    /// <param name="key">The object's key; erasing what is not there is no error.</param>
    /// <param name="keepPresent">Whether what stands there now stays and only what it replaced goes. Default is false.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>Versions erased, the present one included.</returns>
    public abstract Task<int> EraseAsync(string key, bool keepPresent = false, CancellationToken cancellation = default);

    /// <summary>Looks an object up without reading it.</summary>
    /// <returns>What is known of it, or null when there is none.</returns>
    public abstract Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default);

    /// <summary>Opens an object's bytes alone; cheaper than <see cref="OpenReadAsync"/> where the entity tag has to be computed.</summary>
    /// <returns>The bytes, to be disposed by the caller, or null when there is no such object.</returns>
    public virtual async Task<Stream?> OpenContentAsync(string key, CancellationToken cancellation = default) =>
        (await OpenReadAsync(key, cancellation))?.Content;

    /// <summary>Writes bytes whole.</summary>
    public virtual async Task<PutResult> PutAsync(string key, ReadOnlyMemory<byte> content, PutOptions options, CancellationToken cancellation = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await PutAsync(key, stream, options, cancellation);
    }

    /// <summary>Reads an object whole.</summary>
    /// <returns>Its bytes and entity tag, or null when there is none.</returns>
    public virtual async Task<(byte[] Content, string ETag)?> ReadAsync(string key, CancellationToken cancellation = default)
    {
        await using var stored = await OpenReadAsync(key, cancellation);
        if (stored is null)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        await stored.Content.CopyToAsync(buffer, cancellation);
        return (buffer.ToArray(), stored.Info.ETag);
    }
}
