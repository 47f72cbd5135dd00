using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace AppleAnalytics.Lake;

/// <summary>Opens the store the options name.</summary>
public static class LakeStores
{
    const int Retries = 6;

    /// <summary>Opens the lake; a folder is created where missing and tried for writing, a bucket is not asked before it is used.</summary>
    /// <exception cref="ConfigurationException">The lake cannot be used; the message says what to set.</exception>
    public static ObjectStore Open(LakeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.IsS3)
        {
            return new S3ObjectStore(CreateClient(options), options.Bucket.Bucket, options.Bucket.Prefix, options.KmsKeyId);
        }

        try
        {
            return new FolderObjectStore(options.Root);
        }
        catch (LakeException fault)
        {
            throw new ConfigurationException(fault.Message, fault);
        }
    }

    static AmazonS3Client CreateClient(LakeOptions options)
    {
        // Standard mode backs off with jitter, also on SlowDown (503).
        var config = new AmazonS3Config { RetryMode = RequestRetryMode.Standard, MaxErrorRetry = Retries };
        if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (options.ServiceUrl is { } url)
        {
            // Other servers know no virtual-hosted buckets and not every one the newer checksums.
            config.ServiceURL = url;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
            config.ForcePathStyle = true;
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }

        return Create(config);
    }

    static AmazonS3Client Create(AmazonS3Config config)
    {
        try
        {
            return new AmazonS3Client(config);
        }
        catch (AmazonClientException fault)
        {
            throw new ConfigurationException("No AWS region is set for the lake in S3. Set Aws__Region, such as eu-central-1.", fault);
        }
    }
}
