using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace AppleAnalytics.Lake;

/// <summary>Turns what S3 says into what a person can act on; the client has retried what may pass before.</summary>
internal static class S3Faults
{
    /// <summary>The condition of a write did not hold: 412, 409 when another conditional write was under way, 404 for If-Match on nothing.</summary>
    public static bool IsCondition(AmazonS3Exception fault) =>
        fault.StatusCode == HttpStatusCode.PreconditionFailed
        || (fault.StatusCode == HttpStatusCode.Conflict && fault.ErrorCode == "ConditionalRequestConflict")
        || (fault.StatusCode == HttpStatusCode.NotFound && fault.ErrorCode == "NoSuchKey");

    /// <summary>Whether a fault is S3's or the network's, and not a cancellation that was asked for.</summary>
    public static bool IsOurs(Exception fault, CancellationToken cancellation) =>
        fault is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
        || (fault is OperationCanceledException && !cancellation.IsCancellationRequested);

    public static Exception Of(string location, string verb, string key, Exception fault) => fault switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => new LakeException(
            $"The bucket of the lake {location} does not exist. Create it, or set Lake__Root to one that does.", fault),
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } refused => new LakeException(
            $"The lake {location} refused to {verb} {key} ({refused.ErrorCode}). Give the role read, write, list and delete permission on it (for versions too, where the bucket keeps them), or correct the credentials.", fault),
        AmazonServiceException { StatusCode: HttpStatusCode.MovedPermanently } => new LakeException(
            $"The bucket of the lake {location} is in another region. Set Aws__Region to it.", fault),
        AmazonServiceException refused => new TransientLakeException(
            $"The lake {location} could not {verb} {key}: S3 answered {(int)refused.StatusCode} {refused.ErrorCode}.", fault),
        AmazonClientException => new TransientLakeException(
            $"The lake {location} could not {verb} {key}: no credentials were found or S3 could not be reached.", fault),
        _ => new TransientLakeException($"The lake {location} could not {verb} {key}: the connection broke off.", fault),
    };
}
