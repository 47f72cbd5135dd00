using System.IO.Compression;
using System.Runtime.CompilerServices;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Reviews;

/// <summary>The pages of reviews under <c>raw/reviews</c>, gzip, named by what is on them.</summary>
/// <param name="store">The lake.</param>
public sealed class ReviewPages(ObjectStore store)
{
    /// <summary>Where the pages of all apps are.</summary>
    public const string Root = "raw/" + ReportCatalogue.Reviews + "/";

    /// <summary>Keeps a page; one that is there stays as it is.</summary>
    /// <returns>The page's name.</returns>
    internal async Task<string> KeepAsync(long appId, DateOnly fetchDate, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var name = ReviewPage.Name(body);
        await WriteAsync(LakeLayout.RawReviews(fetchDate, appId, name), body, cancellation);
        return name;
    }

    /// <summary>Puts another page in place of one that is kept, under its own name, and erases the one there was with all its versions.</summary>
    /// <param name="key">The page there was.</param>
    /// <param name="body">The page to keep instead; an empty one is not kept.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>Versions erased.</returns>
    internal async Task<int> ReplaceAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (!ReviewPage.IsEmpty(body))
        {
            await WriteAsync($"{key[..(key.LastIndexOf('/') + 1)]}{ReviewPage.Name(body)}.json.gz", body, cancellation);
        }

        return await store.EraseAsync(key, cancellation: cancellation);
    }

    /// <summary>The keys of all pages.</summary>
    internal async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var found in store.ListAsync(Root, cancellation))
        {
            yield return found.Key;
        }
    }

    /// <summary>Reads a page.</summary>
    /// <returns>Null when it is gone.</returns>
    internal async Task<byte[]?> ReadAsync(string key, CancellationToken cancellation)
    {
        if (await store.OpenContentAsync(key, cancellation) is not { } content)
        {
            return null;
        }

        await using (content)
        {
            using var body = new MemoryStream();
            await using var gzip = new GZipStream(content, CompressionMode.Decompress);
            await gzip.CopyToAsync(body, cancellation);
            return body.ToArray();
        }
    }

    async Task WriteAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(body, cancellation);
        }

        await store.PutAsync(key, compressed.ToArray(), PutOptions.IfAbsent with { ContentType = "application/gzip" }, cancellation);
    }
}
