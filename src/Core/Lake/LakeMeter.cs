using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace AppleAnalytics.Lake;

/// <summary>Counts the requests a step makes to S3, also when steps run side by side on one client.</summary>
public sealed class LakeMeter
{
    static readonly AsyncLocal<LakeMeter?> Current = new();

    readonly Lock _lock = new();
    LakeUsage _used = LakeUsage.None;

    LakeMeter()
    {
    }

    /// <summary>Runs a step and puts what it used of the lake into its outcome.</summary>
    /// <param name="step">The step.</param>
    /// <param name="add">Puts it in.</param>
    public static async Task<T> MeasureAsync<T>(Func<Task<T>> step, Func<T, LakeUsage, T> add)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(add);
        var meter = new LakeMeter();
        Current.Value = meter;
        var outcome = await step();
        return add(outcome, meter._used);
    }

    /// <summary>Has a client's requests counted for the step that makes them.</summary>
    internal static void Watch(IAmazonS3 client)
    {
        if (client is not AmazonServiceClient service)
        {
            return;
        }

        service.BeforeRequestEvent += (_, sent) => Count(((WebServiceRequestEventArgs)sent).Request switch
        {
            GetObjectRequest or GetObjectMetadataRequest => new() { Reads = 1 },
            ListObjectsV2Request or ListVersionsRequest => new() { Lists = 1 },
            DeleteObjectRequest or AbortMultipartUploadRequest => new() { Deletes = 1 },
            PutObjectRequest put => new() { Writes = 1, BytesWritten = put.InputStream?.Length ?? 0 },
            UploadPartRequest part => new() { Writes = 1, BytesWritten = part.PartSize ?? 0 },
            _ => new() { Writes = 1 },
        });
        service.AfterResponseEvent += (_, received) =>
        {
            if (((WebServiceResponseEventArgs)received).Response is GetObjectResponse read)
            {
                Count(new() { BytesRead = read.ContentLength });
            }
        };
    }

    static void Count(LakeUsage usage)
    {
        if (Current.Value is { } meter)
        {
            lock (meter._lock)
            {
                meter._used = meter._used.Add(usage);
            }
        }
    }
}
