using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using AppleAnalytics.Security;

namespace AppleAnalytics.Lake;

/// <summary>
/// A lake in S3 or an S3-compatible server. Conditions are S3's own (<c>If-Match</c>, <c>If-None-Match</c>); large content is
/// streamed in parts and appears at once when complete; content that is already there is not rewritten.
/// </summary>
public sealed class S3ObjectStore : ObjectStore, IDisposable
{
    const string Md5Name = "md5";

    readonly IAmazonS3 _client;
    readonly S3Place _place;
    readonly S3Upload _upload;

    /// <summary>Opens a bucket.</summary>
    /// <param name="client">The client; disposed with the store.</param>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="prefix">What stands before every key, without slashes at its ends; may be empty.</param>
    /// <param name="kmsKeyId">The KMS key objects are encrypted with; null leaves it to the bucket.</param>
    public S3ObjectStore(IAmazonS3 client, string bucket, string prefix, string? kmsKeyId = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(bucket);
        ArgumentNullException.ThrowIfNull(prefix);
        _client = client;
        LakeMeter.Watch(client);
        _place = new(bucket, prefix.Length == 0 ? "" : prefix + "/");
        _upload = new(client, _place, kmsKeyId);
    }

    /// <inheritdoc/>
    public override string Location => _place.Location;

    /// <inheritdoc/>
    public override bool KeepsMetadata => true;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    public override async Task<StoredObject?> OpenReadAsync(string key, CancellationToken cancellation = default)
    {
        try
        {
            var response = await _client.GetObjectAsync(new GetObjectRequest { BucketName = _place.Bucket, Key = _place.ToS3(key) }, cancellation);
            var info = new ObjectInfo(key, response.ContentLength, Plain(response.ETag), Own(response.Metadata));
            return new StoredObject(info, new S3Content(response, Location, key));
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound && absent.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw S3Faults.Of(Location, "read", key, fault);
        }
    }

    /// <inheritdoc/>
    public override async Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default)
    {
        try
        {
            var response = await _client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _place.Bucket, Key = _place.ToS3(key) }, cancellation);
            return new ObjectInfo(key, response.ContentLength, Plain(response.ETag), Own(response.Metadata));
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw S3Faults.Of(Location, "look up", key, fault);
        }
    }

    /// <inheritdoc/>
    public override async Task<PutResult> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        if (content is { CanSeek: true, Position: 0, Length: >= S3Upload.PartBytes })
        {
            return await PutLargeAsync(key, content, options, cancellation);
        }

        // One byte more than is there, so that reading fewer tells that it was all.
        var first = new byte[content.CanSeek ? Math.Min(S3Upload.PartBytes, content.Length - content.Position + 1) : S3Upload.PartBytes];
        var length = await content.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellation);
        return length == S3Upload.PartBytes
            ? await WriteAsync(key, _upload.InPartsAsync(key, first, content, options, cancellation), cancellation)
            : await PutAsync(key, first.AsMemory(0, length), options, cancellation);
    }

    /// <inheritdoc/>
    public override async Task<PutResult> PutAsync(string key, ReadOnlyMemory<byte> content, PutOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var md5 = Convert.ToHexStringLower(CryptographicOperations.HashData(EntityTag.Algorithm, content.Span));
        return await FindSameAsync(key, md5, options, cancellation)
            ?? await WriteAsync(key, _upload.WholeAsync(key, new MemoryStream(content.ToArray(), writable: false), Described(options, md5), cancellation), cancellation);
    }

    /// <inheritdoc/>
    public override async Task DeleteAsync(string key, CancellationToken cancellation = default)
    {
        try
        {
            await _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _place.Bucket, Key = _place.ToS3(key) }, cancellation);
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw S3Faults.Of(Location, "delete", key, fault);
        }
    }

    /// <inheritdoc/>
    /// <remarks>In a bucket without versioning there is one version, and erasing is deleting.</remarks>
    public override async Task<int> EraseAsync(string key, bool keepPresent = false, CancellationToken cancellation = default)
    {
        try
        {
            return await S3Versions.EraseAsync(_client, _place, key, keepPresent, cancellation);
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw S3Faults.Of(Location, "erase the versions of", key, fault);
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var request = new ListObjectsV2Request { BucketName = _place.Bucket, Prefix = _place.Prefix + prefix };
        do
        {
            var page = await ListPageAsync(request, prefix, cancellation);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return new ObjectInfo(found.Key[_place.Prefix.Length..], found.Size ?? 0, Plain(found.ETag), new Dictionary<string, string>());
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    async Task<ListObjectsV2Response> ListPageAsync(ListObjectsV2Request request, string prefix, CancellationToken cancellation)
    {
        try
        {
            return await _client.ListObjectsV2Async(request, cancellation);
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw S3Faults.Of(Location, "list", prefix, fault);
        }
    }

    async Task<PutResult> PutLargeAsync(string key, Stream content, PutOptions options, CancellationToken cancellation)
    {
        var md5 = Convert.ToHexStringLower(await CryptographicOperations.HashDataAsync(EntityTag.Algorithm, content, cancellation));
        content.Position = 0;
        if (await FindSameAsync(key, md5, options, cancellation) is { } same)
        {
            return same;
        }

        // A condition is the store's own business in one request. S3 also takes it with the last of several; not every server does.
        var described = Described(options, md5);
        if (IsConditional(options) && content.Length <= S3Upload.LargestWhole)
        {
            return await WriteAsync(key, _upload.WholeAsync(key, content, described, cancellation), cancellation);
        }

        var first = new byte[S3Upload.PartBytes];
        await content.ReadExactlyAsync(first, cancellation);
        return await WriteAsync(key, _upload.InPartsAsync(key, first, content, described, cancellation), cancellation);
    }

    async Task<PutResult> WriteAsync(string key, Task<string> write, CancellationToken cancellation)
    {
        try
        {
            return new PutResult(true, Plain(await write));
        }
        catch (AmazonS3Exception refused) when (S3Faults.IsCondition(refused))
        {
            // It may be our own attempt whose answer was lost. Callers look at what stands there and start again, which is
            // right in both cases; taking equal content for ours would lose the change of whoever else wrote it.
            return PutResult.ConditionFailed;
        }
        catch (Exception fault) when (AwsFaults.IsOurs(fault, cancellation))
        {
            throw S3Faults.Of(Location, "write", key, fault);
        }
    }

    // Only for writes without a condition: one with a condition is a request of its own anyway.
    async Task<PutResult?> FindSameAsync(string key, string md5, PutOptions options, CancellationToken cancellation)
    {
        if (IsConditional(options))
        {
            return null;
        }

        var present = await HeadAsync(key, cancellation);
        return present is not null && present.Metadata.GetValueOrDefault(Md5Name) == md5
            && options.Metadata.All(m => present.Metadata.GetValueOrDefault(m.Key) == m.Value)
                ? new PutResult(true, present.ETag)
                : null;
    }

    static bool IsConditional(PutOptions options) => options.OnlyIfAbsent || options.OnlyIfETag is not null;

    static PutOptions Described(PutOptions options, string md5) =>
        options with { Metadata = new Dictionary<string, string>(options.Metadata) { [Md5Name] = md5 } };

    static string Plain(string? etag) => etag?.Trim('"') ?? "";

    static Dictionary<string, string> Own(MetadataCollection metadata) =>
        metadata.Keys.ToDictionary(k => k.Replace("x-amz-meta-", "", StringComparison.OrdinalIgnoreCase).ToLowerInvariant(), k => metadata[k]);
}
