using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AppleAnalytics.Apple;

/// <summary>Answers of a scripted server.</summary>
public static class Answers
{
    public static RequestDelegate Json(object document, int status = 200) => async context =>
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(document);
    };

    public static RequestDelegate Text(string body, string type = "application/json", int status = 200) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    };

    public static RequestDelegate Html(int status) => Text("<html><body>An error occurred.</body></html>", "text/html", status);

    public static RequestDelegate Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static RequestDelegate Error(int status, string code, string detail = "Some detail") => Json(
        new { errors = new[] { new { status = status.ToString(CultureInfo.InvariantCulture), code, title = "A title", detail } } }, status);

    public static RequestDelegate Reset() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Says that a request came, and never answers it.</summary>
    public static RequestDelegate Silence(SemaphoreSlim arrivals) => async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => gone.TrySetResult());
        arrivals.Release();
        await gone.Task;
    };

    public static RequestDelegate Bytes(byte[] content) => async context =>
    {
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content);
    };

    /// <summary>Promises all bytes and cuts the connection after some, once those have been read.</summary>
    public static RequestDelegate CutAfter(byte[] content, int bytes, Task read, string? etag = null) => async context =>
    {
        context.Response.ContentLength = content.Length;
        context.Response.Headers.ETag = etag;
        await context.Response.Body.WriteAsync(content.AsMemory(0, bytes));
        await context.Response.Body.FlushAsync();
        await read;
        context.Abort();
    };

    /// <summary>Serves the range asked for, as S3 does.</summary>
    public static RequestDelegate Ranged(byte[] content) => async context =>
    {
        var from = context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0;
        if (from >= content.Length)
        {
            context.Response.StatusCode = 416;
            return;
        }

        if (context.Request.Headers.Range.Count > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        context.Response.ContentLength = content.Length - from;
        await context.Response.Body.WriteAsync(content.AsMemory((int)from));
    };

    public static RequestDelegate With(RequestDelegate answer, string header, string value) => context =>
    {
        context.Response.Headers.Append(header, value);
        return answer(context);
    };

    public static object Page(IEnumerable<object> data, string? next = null) => new { data, links = new { self = "x", next } };

    public static object App(long id, string name) =>
        new { type = "apps", id = id.ToString(CultureInfo.InvariantCulture), attributes = new { name, bundleId = "example." + id, sku = "SKU" + id } };

    public static object Request(string id, bool stopped = false, string accessType = "ONGOING") =>
        new { type = "analyticsReportRequests", id, attributes = new { accessType, stoppedDueToInactivity = stopped } };

    public static object Report(string id, string name) => new { type = "analyticsReports", id, attributes = new { name, category = "COMMERCE" } };

    public static object Instance(string id, string processingDate, string granularity = "DAILY") =>
        new { type = "analyticsReportInstances", id, attributes = new { granularity, processingDate } };

    public static object Segment(string id, Uri url, byte[] content, string? checksum = null, long? size = null) => new
    {
        type = "analyticsReportSegments",
        id,
        attributes = new { checksum = checksum ?? Gzip.Md5(content), sizeInBytes = size ?? content.Length, url },
    };

    public static string Serialize(object document) => JsonSerializer.Serialize(document);
}
