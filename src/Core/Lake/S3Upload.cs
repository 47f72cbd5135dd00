using Amazon.S3;
using Amazon.S3.Model;

namespace AppleAnalytics.Lake;

/// <summary>The two ways of writing to S3: whole, or in parts that appear at once when the upload is completed.</summary>
internal sealed class S3Upload(IAmazonS3 client, S3Place place, string? kmsKeyId)
{
    /// <summary>Size of a part; what is smaller is written whole. S3 takes 10,000 parts, so objects up to 78 GiB.</summary>
    public const int PartBytes = 8 << 20;

    public async Task<string> WholeAsync(string key, ReadOnlyMemory<byte> content, PutOptions options, CancellationToken cancellation)
    {
        var request = new PutObjectRequest
        {
            BucketName = place.Bucket,
            Key = place.ToS3(key),
            InputStream = new MemoryStream(content.ToArray(), writable: false),
            ContentType = options.ContentType,
            UseChunkEncoding = false,
            IfNoneMatch = options.OnlyIfAbsent ? "*" : null,
            IfMatch = Quoted(options.OnlyIfETag),
        };
        if (kmsKeyId is not null)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kmsKeyId;
        }

        foreach (var (name, value) in options.Metadata)
        {
            request.Metadata[name] = value;
        }

        return (await client.PutObjectAsync(request, cancellation)).ETag;
    }

    public async Task<string> InPartsAsync(string key, byte[] first, Stream rest, PutOptions options, CancellationToken cancellation)
    {
        var upload = await BeginAsync(key, options, cancellation);
        try
        {
            var parts = new List<PartETag>();
            var buffer = first;
            for (var (length, number) = (first.Length, 1); length > 0; number++)
            {
                parts.Add(await SendAsync(upload, number, buffer, length, cancellation));
                length = length < PartBytes ? 0 : await rest.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            }

            var done = await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = place.Bucket,
                    Key = upload.Key,
                    UploadId = upload.UploadId,
                    PartETags = parts,
                    IfNoneMatch = options.OnlyIfAbsent ? "*" : null,
                    IfMatch = Quoted(options.OnlyIfETag),
                },
                cancellation);
            return done.ETag;
        }
        catch
        {
            await AbortAsync(upload);
            throw;
        }
    }

    Task<InitiateMultipartUploadResponse> BeginAsync(string key, PutOptions options, CancellationToken cancellation)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = place.Bucket, Key = place.ToS3(key), ContentType = options.ContentType };
        if (kmsKeyId is not null)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kmsKeyId;
        }

        foreach (var (name, value) in options.Metadata)
        {
            request.Metadata[name] = value;
        }

        return client.InitiateMultipartUploadAsync(request, cancellation);
    }

    async Task AbortAsync(InitiateMultipartUploadResponse upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = place.Bucket, Key = upload.Key, UploadId = upload.UploadId }, CancellationToken.None);
        }
        catch (Exception fault) when (S3Faults.IsOurs(fault, CancellationToken.None))
        {
            // What made the upload fail is what matters. Its parts are invisible and go by the bucket's lifecycle rule.
        }
    }

    async Task<PartETag> SendAsync(InitiateMultipartUploadResponse upload, int number, byte[] buffer, int length, CancellationToken cancellation)
    {
        var part = await client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = place.Bucket,
                Key = upload.Key,
                UploadId = upload.UploadId,
                PartNumber = number,
                PartSize = length,
                InputStream = new MemoryStream(buffer, 0, length, writable: false),
                UseChunkEncoding = false,
            },
            cancellation);
        return new PartETag(number, part.ETag);
    }

    static string? Quoted(string? etag) => etag is null ? null : $"\"{etag}\"";
}
