namespace AppleAnalytics.Lake;

/// <summary>JSON objects in a store: reading, writing, and changing one that others change at the same time.</summary>
public static class JsonObjects
{
    const int Attempts = 30;

    /// <summary>Reads an object written as <see cref="LakeJson"/>.</summary>
    /// <returns>Its value, or null when there is none.</returns>
    /// <exception cref="LakeException">The object is not JSON of that shape.</exception>
    public static async Task<T?> ReadJsonAsync<T>(this ObjectStore store, string key, CancellationToken cancellation = default)
        where T : class =>
        await store.ReadAsync(key, cancellation) is { } present ? LakeJson.Deserialize<T>(present.Content, key) : null;

    /// <summary>Writes a value as <see cref="LakeJson"/>, whatever is there.</summary>
    public static Task<PutResult> PutJsonAsync<T>(this ObjectStore store, string key, T value, CancellationToken cancellation = default)
        where T : class =>
        store.PutAsync(key, LakeJson.Serialize(value), new PutOptions { ContentType = "application/json" }, cancellation);

    /// <summary>
    /// Changes an object: reads it, computes the new value, writes it only over what was read, and starts again when someone
    /// else was faster. Nothing is written when the bytes stay the same.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="change">The new value from the present one (null when there is none); may run several times.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The value that now stands in the store.</returns>
    /// <exception cref="TransientLakeException">Others were faster every time.</exception>
    public static async Task<T> UpdateJsonAsync<T>(this ObjectStore store, string key, Func<T?, T> change, CancellationToken cancellation = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var present = await store.ReadAsync(key, cancellation);
            var next = change(present is null ? null : LakeJson.Deserialize<T>(present.Value.Content, key));
            var content = LakeJson.Serialize(next);
            if (present is not null && content.AsSpan().SequenceEqual(present.Value.Content))
            {
                return next;
            }

            var condition = present is null ? PutOptions.IfAbsent : PutOptions.IfMatch(present.Value.ETag);
            if ((await store.PutAsync(key, content, condition with { ContentType = "application/json" }, cancellation)).Written)
            {
                return next;
            }

            await Task.Delay(Random.Shared.Next(1, 10 * attempt), cancellation);
        }

        throw new TransientLakeException($"{key} in the lake {store.Location} was changed by others {Attempts} times in a row while it was to be changed here.");
    }
}
