using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;

namespace AppleAnalytics.Catalog;

/// <summary>Turns what Athena says into what a person can act on; the client has retried what may pass before.</summary>
internal static class AthenaFaults
{
    static readonly string[] Denied = ["AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException", "MissingAuthenticationToken", "AccessDenied"];

    public static bool IsThrottled(Exception fault) =>
        fault is TooManyRequestsException or AmazonServiceException { ErrorCode: "ThrottlingException" or "Throttling" or "RequestLimitExceeded" or "SlowDown" };

    /// <summary>Whether the database is not there.</summary>
    public static bool IsNoDatabase(Exception fault) =>
        fault is AmazonAthenaException { ErrorCode: "MetadataException" or "EntityNotFoundException" } && fault.Message.Contains("not found", StringComparison.OrdinalIgnoreCase);

    public static Exception Of(string what, string workgroup, Exception fault) => fault switch
    {
        _ when IsThrottled(fault) => new TransientCatalogException($"Athena has too much to do to {what} now.", fault),
        AmazonServiceException refused when Denied.Contains(refused.ErrorCode) || refused.StatusCode == System.Net.HttpStatusCode.Forbidden => new CatalogException(
            $"Athena refused to {what} ({refused.ErrorCode}: {refused.Message}). Give the role the Athena permissions of infra/aws/stack.yaml on workgroup {workgroup}, or correct the credentials.", fault),
        InvalidRequestException refused => new CatalogException($"Athena refused to {what}: {refused.Message}", fault),
        AmazonServiceException { StatusCode: < System.Net.HttpStatusCode.InternalServerError } refused => new CatalogException(
            $"Athena refused to {what} ({refused.ErrorCode}: {refused.Message}).", fault),
        AmazonServiceException broken => new TransientCatalogException($"Athena could not {what}: it answered {(int)broken.StatusCode} {broken.ErrorCode}.", fault),
        AmazonClientException => new TransientCatalogException($"Athena could not {what}: no credentials were found or Athena could not be reached.", fault),
        _ => new TransientCatalogException($"Athena could not {what}: the connection broke off.", fault),
    };
}
