using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using AppleAnalytics.Security;

namespace AppleAnalytics.Lake;

/// <summary>The two ways of writing to S3: whole, or in parts that appear at once when the upload is completed.</summary>
internal sealed class S3Upload(IAmazonS3 client, S3Place place, string? kmsKeyId)
{
    /// <summary>Size of a part; what is smaller is written whole. S3 takes 10,000 parts, so objects up to 78 GiB.</summary>
    public const int PartBytes = 8 << 20;

    /// <summary>The largest object S3 takes in one request, in bytes.</summary>
    public const long LargestWhole = 5L << 30;

    // Where another server than AWS is meant, checksums are only sent where they must be.
    readonly ChecksumAlgorithm? _checksum =
        client.Config.RequestChecksumCalculation == RequestChecksumCalculation.WHEN_SUPPORTED ? ChecksumAlgorithm.CRC32 : null;

    public async Task<string> WholeAsync(string key, Stream content, PutOptions options, CancellationToken cancellation)
    {
        var request = new PutObjectRequest
        {
            BucketName = place.Bucket,
            Key = place.ToS3(key),
            InputStream = content,
            AutoCloseStream = false,
            ContentType = options.ContentType,
            UseChunkEncoding = false,
            IfNoneMatch = options.OnlyIfAbsent ? "*" : null,
            IfMatch = options.OnlyIfETag,
        };
        if (kmsKeyId is not null)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kmsKeyId;
            request.BucketKeyEnabled = true;
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
            var parts = new List<UploadPartResponse>();
            var buffer = first;
            for (var (length, number) = (first.Length, 1); length > 0; number++)
            {
                parts.Add(await SendAsync(upload, number, buffer, length, cancellation));
                length = length < PartBytes ? 0 : await rest.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            }

            var complete = new CompleteMultipartUploadRequest
            {
                BucketName = place.Bucket,
                Key = upload.Key,
                UploadId = upload.UploadId,
                IfNoneMatch = options.OnlyIfAbsent ? "*" : null,
                IfMatch = options.OnlyIfETag,
            };
            complete.AddPartETags(parts);
            var done = await client.CompleteMultipartUploadAsync(complete, cancellation);

            // Not every server says it.
            return string.IsNullOrEmpty(done.ETag)
                ? (await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = place.Bucket, Key = upload.Key }, cancellation)).ETag
                : done.ETag;
        }
        catch
        {
            await AbortAsync(upload);
            throw;
        }
    }

    Task<InitiateMultipartUploadResponse> BeginAsync(string key, PutOptions options, CancellationToken cancellation)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = place.Bucket, Key = place.ToS3(key), ContentType = options.ContentType, ChecksumAlgorithm = _checksum };
        if (kmsKeyId is not null)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
            request.ServerSideEncryptionKeyManagementServiceKeyId = kmsKeyId;
            request.BucketKeyEnabled = true;
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
        catch (Exception fault) when (AwsFaults.IsOurs(fault, CancellationToken.None))
        {
            // What made the upload fail is what matters. Its parts are invisible and go by the bucket's lifecycle rule.
        }
    }

    Task<UploadPartResponse> SendAsync(InitiateMultipartUploadResponse upload, int number, byte[] buffer, int length, CancellationToken cancellation) =>
        client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = place.Bucket,
                Key = upload.Key,
                UploadId = upload.UploadId,
                PartNumber = number,
                PartSize = length,
                InputStream = new MemoryStream(buffer, 0, length, writable: false),
                UseChunkEncoding = false,
                ChecksumAlgorithm = _checksum,
            },
            cancellation);
}
