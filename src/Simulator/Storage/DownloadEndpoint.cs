using System.Globalization;
using System.Text;
using AppleAnalytics.Simulator.Control;
using AppleAnalytics.Simulator.Faults;
using AppleAnalytics.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Simulator.Storage;

/// <summary>Serves segment files as S3 does: no token, a signature instead, ranges, and errors in XML.</summary>
internal sealed class DownloadEndpoint(Account account, FaultClock faults, SegmentStore segments, PresignedUrls urls, CallStats stats)
{
    private readonly Lookup _find = new(account);

    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.ContainsKey("Authorization"))
        {
            await ErrorAsync(
                context, 400, "InvalidArgument",
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization "
                + "header should be specified").ConfigureAwait(false);
            return;
        }
        var (signed, expired) = urls.Check(request);
        if (!signed || request.Method != HttpMethods.Get)
        {
            await ErrorAsync(
                context, 403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
                .ConfigureAwait(false);
            return;
        }
        if (expired)
        {
            await ErrorAsync(context, 403, "AccessDenied", "Request has expired").ConfigureAwait(false);
            return;
        }
        var fault = faults.NextDownload();
        if (fault == DownloadFault.SlowDown)
        {
            await ErrorAsync(context, 503, "SlowDown", "Please reduce your request rate.").ConfigureAwait(false);
            return;
        }
        var parts = request.Path.Value!.Split('/');
        if (_find.FindSegment(parts[^2]) is not { } found)
        {
            await ErrorAsync(context, 404, "NoSuchKey", "The specified key does not exist.").ConfigureAwait(false);
            return;
        }
        var file = segments.Get(found.Instance, found.Segment, faults.Current.FileForm);
        await SendAsync(context, file, fault).ConfigureAwait(false);
    }

    private async Task SendAsync(HttpContext context, StoredSegment file, DownloadFault fault)
    {
        var response = context.Response;
        response.Headers.ETag = $"\"{file.Md5}\"";
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = "binary/octet-stream";
        var from = 0;
        var to = file.Bytes.Length;
        if (context.Request.GetTypedHeaders().Range is { Unit.Value: "bytes", Ranges.Count: 1 } range)
        {
            var asked = range.Ranges.First();
            (from, to) = asked.From is { } first
                ? ((int)Math.Min(first, int.MaxValue), (int)Math.Min((asked.To ?? long.MaxValue - 1) + 1, file.Bytes.Length))
                : ((int)Math.Max(0, file.Bytes.Length - asked.To!.Value), file.Bytes.Length);
            if (from >= to)
            {
                response.Headers.ContentRange = $"bytes */{file.Bytes.Length}";
                await ErrorAsync(context, 416, "InvalidRange", "The requested range is not satisfiable").ConfigureAwait(false);
                return;
            }
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{to - 1}/{file.Bytes.Length}";
        }
        response.ContentLength = to - from;
        var content = file.Bytes.AsMemory(from, to - from);
        if (fault == DownloadFault.WrongByte)
        {
            var broken = content.ToArray();
            broken[broken.Length / 2] ^= 0x55;
            content = broken;
        }
        if (fault is DownloadFault.Cut or DownloadFault.Stall)
        {
            content = content[..(content.Length / 2)];
        }
        stats.AddDownload(content.Length);
        await response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
        if (fault == DownloadFault.Cut)
        {
            await response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            context.Abort();
        }
        if (fault == DownloadFault.Stall)
        {
            await response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            await Quiet.UntilAbortedAsync(context).ConfigureAwait(false);
        }
    }

    private static async Task ErrorAsync(HttpContext context, int status, string code, string message)
    {
        var xml = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = xml.Length;
        await context.Response.Body.WriteAsync(xml, context.RequestAborted).ConfigureAwait(false);
    }
}
