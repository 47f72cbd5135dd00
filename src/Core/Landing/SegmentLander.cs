using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Landing;

/// <summary>Brings one segment into the lake, streamed and verified against the size and MD5 Apple states.</summary>
public sealed class SegmentLander(AppStoreConnectClient client, ObjectStore store, ILogger<SegmentLander> logger)
{
    const int Downloads = 2;

    /// <summary>Lands the segment; one that is there with the stated size and MD5 is not downloaded.</summary>
    /// <exception cref="TransientAppleException">Apple cannot be reached now.</exception>
    public async Task<SegmentLanding> RunAsync(
        InstanceReference instance, AnalyticsReportSegment segment, ApiUsageMeter meter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(segment);
        if (!IsName(segment.Id))
        {
            return new() { FailureKind = AppleResultKind.Unusable, Message = $"Apple's segment id '{segment.Id}' of instance {instance.InstanceId} cannot be part of a key in the lake." };
        }

        if (segment.Md5 is null)
        {
            LandingLog.NoChecksum(logger, instance.AppId, instance.Table, instance.InstanceId, segment.Id, segment.Checksum);
        }

        var key = LakeLayout.RawSegment(instance.Table, instance.ProcessingDate, instance.AppId, instance.InstanceId, segment.Id);
        if (await ReadPresentAsync(key, segment, cancellation) is { } present)
        {
            return present;
        }

        var current = segment;
        var problem = "";
        for (var download = 1; download <= Downloads; download++)
        {
            if (download > 1)
            {
                LandingLog.Mismatch(logger, instance.AppId, instance.Table, instance.InstanceId, segment.Id, problem);
                var minted = await client.GetSegmentAsync(segment.Id, meter, cancellation);
                if (!minted.IsOk)
                {
                    return Failed(minted.Kind, minted.DeferredUntil, minted.Message);
                }

                current = minted.Required;
            }

            var (landed, mismatch) = await DownloadAsync(key, current, meter, cancellation);
            if (landed is not null)
            {
                return landed;
            }

            problem = mismatch;
        }

        return Failed(
            AppleResultKind.Unusable,
            null,
            $"Segment {segment.Id} of instance {instance.InstanceId} ({instance.Table}, app {instance.AppId}) is not what Apple says about it: {problem}, in {Downloads} downloads. Nothing of it was kept; a later run tries again.");
    }

    /// <summary>Whether an id can be part of a key: letters, digits, dots, dashes and underscores, not beginning with a dot.</summary>
    internal static bool IsName(string id) =>
        id.Length is > 0 and <= 200 && id[0] != '.' && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    async Task<SegmentLanding?> ReadPresentAsync(string key, AnalyticsReportSegment segment, CancellationToken cancellation)
    {
        // Without a stated MD5 nothing tells whether what is there is whole.
        if (segment.Md5 is null || await store.OpenContentAsync(key, cancellation) is not { } content)
        {
            return null;
        }

        await using (content)
        {
            await using var verifying = new VerifyingStream(content, segment.SizeInBytes, segment.Md5);
            try
            {
                await verifying.CopyToAsync(Stream.Null, cancellation);
            }
            catch (InvalidDataException) when (verifying.Mismatch is not null)
            {
                return null;
            }

            return Landed(segment, verifying);
        }
    }

    async Task<(SegmentLanding? Landed, string Mismatch)> DownloadAsync(string key, AnalyticsReportSegment segment, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var opened = await client.OpenSegmentAsync(segment, meter, cancellation);
        if (!opened.IsOk)
        {
            return (Failed(opened.Kind, opened.DeferredUntil, opened.Message), "");
        }

        await using var download = opened.Required;
        await using var verifying = new VerifyingStream(download, segment.SizeInBytes, segment.Md5);
        try
        {
            await store.PutAsync(key, verifying, new PutOptions { ContentType = "application/gzip" }, cancellation);
            return (Landed(segment, verifying), "");
        }
        catch (Exception e) when (verifying.Mismatch is not null || download.Failure is not null || (download.Fault is not null && e is not TransientAppleException))
        {
            // A store may wrap what reading threw, so what the streams remember decides, not the exception.
            return (verifying.Mismatch, download.Failure, download.Fault) switch
            {
                ({ } mismatch, _, _) => (null, mismatch),
                (_, { } failure, _) => (Failed(failure.Kind, failure.DeferredUntil, failure.Message), ""),
                (_, _, { } fault) => throw fault,
                _ => throw new InvalidOperationException("Reading failed without a reason.", e),
            };
        }
    }

    static SegmentLanding Landed(AnalyticsReportSegment segment, VerifyingStream verified) =>
        new() { Record = new(segment.Id, verified.Bytes, verified.Md5!), HasRows = verified.HasRows };

    static SegmentLanding Failed(AppleResultKind kind, DateTimeOffset? until, string message) =>
        new() { FailureKind = kind, DeferredUntil = until, Message = message };
}
