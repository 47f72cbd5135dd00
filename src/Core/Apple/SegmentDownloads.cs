using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace AppleAnalytics.Apple;

/// <summary>
/// Opens presigned addresses: with a client of its own that knows no token (S3 answers 400 when both are sent), over https at the
/// hosts Apple uses or at the very machine the API is on, and never following a redirect.
/// </summary>
internal sealed class SegmentDownloads(
    IHttpClientFactory clients, AppleOptions options, AppleResilience resilience, TimeProvider time, ILogger<SegmentDownloads> logger)
{
    /// <summary>The name of the HTTP client of downloads.</summary>
    public const string ClientName = "AppStoreConnectSegments";

    /// <summary>The time by which a stalled download is judged.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>What <see cref="Allows"/> allows, as part of a sentence.</summary>
    public string Allowed => $"https at {string.Join(" and ", options.DownloadHosts)} (Apple__DownloadHosts)";

    /// <summary>Whether an address may be downloaded from.</summary>
    public bool Allows(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps && (options.DownloadHosts.Any(h => IsAtOrBelow(url.Host, h)) || IsTheApis(url)))
        || (url.Scheme == Uri.UriSchemeHttp && options.BaseUrl.IsLoopback && options.BaseUrl.Scheme == Uri.UriSchemeHttp && IsTheApis(url));

    bool IsTheApis(Uri url) => string.Equals(url.Host, options.BaseUrl.Host, StringComparison.OrdinalIgnoreCase);

    static bool IsAtOrBelow(string host, string parent) =>
        host.EndsWith(parent, StringComparison.OrdinalIgnoreCase) && (host.Length == parent.Length || host[^(parent.Length + 1)] == '.');

    /// <summary>Asks for the bytes from a position on; returns when the headers are there.</summary>
    /// <param name="url">The presigned address.</param>
    /// <param name="from">The position; 0 for all.</param>
    /// <param name="etag">The entity tag of the bytes before that position, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TransientAppleException">The retries are used up.</exception>
    public async Task<HttpResponseMessage> OpenAsync(Uri url, long from, EntityTagHeaderValue? etag, CancellationToken cancellation)
    {
        string failure;
        try
        {
            var response = await resilience.For<HttpResponseMessage>(url.Authority, Transient)
                .ExecuteAsync(async inner => await OnceAsync(url, from, etag, inner), cancellation);
            if (Transient(response) is not { } transient)
            {
                return response;
            }

            response.Dispose();
            failure = transient;
        }
        catch (Exception e) when (AppleResilience.IsTransient(e) || e is BrokenCircuitException)
        {
            failure = AppleResilience.Reason(e);
        }

        throw new TransientAppleException($"A segment could not be downloaded from {url.Host}, also after retries ({failure}); it is downloaded again later.");
    }

    /// <summary>Logs that a download goes on after a lost connection.</summary>
    public void Resuming(string segment, long bytes, string reason) => AppleLog.Resuming(logger, segment, bytes, reason);

    /// <summary>Logs that an address is replaced.</summary>
    public void Reminting(string segment, int status) => AppleLog.Reminting(logger, segment, status);

    async Task<HttpResponseMessage> OnceAsync(Uri url, long from, EntityTagHeaderValue? etag, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (from > 0)
        {
            request.Headers.Range = new(from, null);
            request.Headers.IfRange = etag is { IsWeak: false } ? new(etag) : null;
        }

        return await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    static string? Transient(HttpResponseMessage response) =>
        response.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            ? $"status {(int)response.StatusCode}"
            : null;
}
