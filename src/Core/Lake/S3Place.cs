namespace AppleAnalytics.Lake;

/// <summary>A bucket and what stands before every key in it.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">The prefix with a slash at its end, or nothing.</param>
internal sealed record S3Place(string Bucket, string Prefix)
{
    public string Location => $"s3://{Bucket}/{Prefix}".TrimEnd('/');

    public string ToS3(string key)
    {
        FolderKeys.Check(key, isPrefix: false);
        return Prefix + key;
    }
}
