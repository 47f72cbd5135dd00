using Amazon.S3;
using Amazon.S3.Model;

namespace AppleAnalytics.Lake;

/// <summary>Erases what a bucket with versioning keeps of an object: earlier versions and the markers of deletions.</summary>
internal static class S3Versions
{
    /// <summary>Erases them, the present version last.</summary>
    /// <returns>Versions erased; markers are not counted.</returns>
    public static async Task<int> EraseAsync(IAmazonS3 client, S3Place place, string key, bool keepPresent, CancellationToken cancellation)
    {
        var found = await ListAsync(client, place, key, cancellation);
        var erased = 0;
        foreach (var version in found.OrderBy(v => v.IsLatest ?? false))
        {
            // A marker that is the latest says that nothing is there now; it goes with what it hides.
            if (keepPresent && version is { IsLatest: true, IsDeleteMarker: not true })
            {
                continue;
            }

            await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = place.Bucket, Key = version.Key, VersionId = version.VersionId }, cancellation);
            erased += version.IsDeleteMarker == true ? 0 : 1;
        }

        return erased;
    }

    static async Task<List<S3ObjectVersion>> ListAsync(IAmazonS3 client, S3Place place, string key, CancellationToken cancellation)
    {
        var versions = new List<S3ObjectVersion>();
        var request = new ListVersionsRequest { BucketName = place.Bucket, Prefix = place.ToS3(key) };
        ListVersionsResponse page;
        do
        {
            page = await client.ListVersionsAsync(request, cancellation);

            // A prefix also finds longer keys.
            versions.AddRange((page.Versions ?? []).Where(v => v.Key == request.Prefix));
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);

        return versions;
    }
}
