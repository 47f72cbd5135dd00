using Amazon.Runtime;

namespace AppleAnalytics.Security;

/// <summary>What is common to the faults of all AWS services.</summary>
internal static class AwsFaults
{
    /// <summary>Whether a fault is the service's or the network's, and not a cancellation that was asked for.</summary>
    public static bool IsOurs(Exception fault, CancellationToken cancellation) =>
        fault is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
        || (fault is OperationCanceledException && !cancellation.IsCancellationRequested);
}
