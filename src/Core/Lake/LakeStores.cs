using Amazon.Runtime;
using Amazon.S3;
using AppleAnalytics.Security;

namespace AppleAnalytics.Lake;

/// <summary>Opens the store the options name.</summary>
public static class LakeStores
{
    /// <summary>Opens a lake in a folder, which is created where missing and tried for writing.</summary>
    /// <exception cref="ConfigurationException">The lake cannot be used; the message says what to set.</exception>
    public static ObjectStore OpenFolder(LakeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return new FolderObjectStore(options.Root);
        }
        catch (LakeException fault)
        {
            throw new ConfigurationException(fault.Message, fault);
        }
    }

    /// <summary>Opens a lake in a bucket, which is not asked before it is used.</summary>
    /// <exception cref="ConfigurationException">No region is set.</exception>
    public static ObjectStore OpenBucket(LakeOptions options, AwsConnection aws)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(aws);
        var config = new AmazonS3Config();
        if (options.ServiceUrl is not null)
        {
            // Other servers know no virtual-hosted buckets and not every one the newer checksums.
            config.ForcePathStyle = true;
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }

        var client = aws.Create(config, options.ServiceUrl, (credentials, set) => new AmazonS3Client(credentials, set));
        return new S3ObjectStore(client, options.Bucket.Bucket, options.Bucket.Prefix, options.KmsKeyId);
    }
}
