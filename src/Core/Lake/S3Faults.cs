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

    public static Exception Of(string location, string verb, string key, Exception fault) => fault switch
    {
        AmazonServiceException refused when Lasting(location, verb, key, refused) is { } said => new LakeException(said, fault),
        AmazonServiceException refused => new TransientLakeException(
            $"The lake {location} could not {verb} {key}: S3 answered {(int)refused.StatusCode} {refused.ErrorCode}.", fault),
        AmazonClientException => new TransientLakeException(
            $"The lake {location} could not {verb} {key}: S3, or what gives the credentials for it, could not be reached.", fault),
        _ => new TransientLakeException($"The lake {location} could not {verb} {key}: the connection broke off.", fault),
    };

    // What a retry does not mend, in one sentence; null for what it may.
    static string? Lasting(string location, string verb, string key, AmazonServiceException fault) => (fault.ErrorCode, fault.StatusCode) switch
    {
        ("NoSuchBucket", _) => $"The bucket of the lake {location} does not exist. Create it, or set Lake__Root to one that does.",
        ("ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired", _) =>
            $"The AWS credentials for the lake {location} have expired. Sign in again, or give the host a role whose credentials renew themselves.",
        ("InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "InvalidClientTokenId" or "UnrecognizedClientException", _) =>
            $"AWS does not accept the credentials for the lake {location} ({fault.ErrorCode}). Correct them, or set AWS_PROFILE to the profile that holds the right ones.",
        ("RequestTimeTooSkewed" or "RequestExpired", _) =>
            $"This machine's clock differs from AWS's by more than 15 minutes, so the lake {location} refuses every request. Set the clock right.",
        ("PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException", _) or (_, HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect) =>
            $"The bucket of the lake {location} is in another region. Set Aws__Region to it.",
        // A lookup is answered without words.
        ("BadRequest" or "400", HttpStatusCode.BadRequest) =>
            $"The lake {location} refused to {verb} {key} without saying why (400). The AWS credentials have expired, or the bucket is in another region than Aws__Region.",
        (_, HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) =>
            $"The lake {location} refused to {verb} {key} ({fault.ErrorCode}). Give the role {Permission(verb)} on it, as the policy of the AWS stack does.",
        _ => null,
    };

    static string Permission(string verb) => verb switch
    {
        "write" => "s3:PutObject (and kms:GenerateDataKey where a KMS key encrypts)",
        "delete" => "s3:DeleteObject",
        "list" => "s3:ListBucket",
        "erase the versions of" => "s3:ListBucketVersions, s3:DeleteObject and s3:DeleteObjectVersion",
        _ => "s3:GetObject and s3:ListBucket (and kms:Decrypt where a KMS key encrypts)",
    };
}
