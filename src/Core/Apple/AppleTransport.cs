using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AppleAnalytics.Telemetry;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace AppleAnalytics.Apple;

/// <summary>
/// Makes one call of the API with everything that belongs to every call: token, retries, usage, rate limit, one renewed token
/// after a 401, and the answer turned into a result.
/// </summary>
internal sealed class AppleTransport(
    IHttpClientFactory clients,
    AppleOptions options,
    AppleTokenSource tokens,
    AppleResilience resilience,
    RateLimitGate gate,
    TimeProvider time,
    ILogger<AppleTransport> logger)
{
    /// <summary>The name of the HTTP client of the API.</summary>
    public const string ClientName = "AppStoreConnect";

    /// <summary>Calls the API.</summary>
    /// <param name="call">What to call.</param>
    /// <param name="meter">Counts every attempt.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TransientAppleException">The retries are used up.</exception>
    public async Task<AppleResult<ApiAnswer>> SendAsync(ApiCall call, ApiUsageMeter meter, CancellationToken cancellation)
    {
        if (gate.ClosedUntil is { } closed)
        {
            return Deferred(closed);
        }

        var token = await tokens.GetAsync(cancellation);
        var answer = await AttemptAsync(call, token, meter, cancellation);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            tokens.Reject(token, answer.ServerTime);
            token = await tokens.GetAsync(cancellation);
            answer = await AttemptAsync(call, token, meter, cancellation);
        }

        if (answer.HeldUntil is { } held)
        {
            return Deferred(held);
        }

        if (answer.Status == HttpStatusCode.TooManyRequests)
        {
            meter.RateLimited();
            var until = gate.Close(answer.RetryAfter, answer.RateLimit);
            AppleLog.RateLimited(logger, call.Endpoint, until);
            return Deferred(until);
        }

        gate.Answered(answer.RateLimit);
        return answer.Status is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous
            ? new() { Kind = AppleResultKind.Ok, Value = answer }
            : AppleRefusals.Explain(call, answer, options);
    }

    async Task<ApiAnswer> AttemptAsync(ApiCall call, string token, ApiUsageMeter meter, CancellationToken cancellation)
    {
        string failure;
        try
        {
            var answer = await resilience.For<ApiAnswer>(options.BaseUrl.Authority, a => a.Transient)
                .ExecuteAsync(async inner => await OnceAsync(call, token, meter, inner), cancellation);
            if (answer.Transient is not { } transient)
            {
                return answer;
            }

            failure = transient;
        }
        catch (Exception e) when (AppleResilience.IsTransient(e) || e is BrokenCircuitException)
        {
            failure = AppleResilience.Reason(e);
        }

        // Outside the handler, so that the exception stands alone: it goes into orchestration history.
        throw new TransientAppleException($"App Store Connect did not answer {call.Endpoint} properly, also after retries ({failure}); the call is made again later.");
    }

    async Task<ApiAnswer> OnceAsync(ApiCall call, string token, ApiUsageMeter meter, CancellationToken cancellation)
    {
        // Asked again here: many calls may have waited for one of the few places while the gate closed.
        if (gate.ClosedUntil is { } closed)
        {
            return new() { Status = HttpStatusCode.TooManyRequests, Body = [], HeldUntil = closed };
        }

        using var request = new HttpRequestMessage(call.Method, call.Url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new("application/json"));
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        meter.Call(call.Endpoint);
        using var span = Signals.Source.StartActivity($"App Store Connect {call.Endpoint}", ActivityKind.Client);
        span?.SetTag("http.request.method", call.Method.Method).SetTag("url.path", call.Url.AbsolutePath);
        var started = Stopwatch.GetTimestamp();
        using var response = await clients.CreateClient(ClientName).SendAsync(request, cancellation);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        AppleLog.Answered(logger, call.Endpoint, call.Method.Method, call.Url.AbsolutePath, (int)response.StatusCode, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);

        span?.SetTag("http.response.status_code", (int)response.StatusCode);
        Signals.Called(call.Endpoint, (int)response.StatusCode);

        var now = time.GetUtcNow();
        var rateLimit = response.Headers.TryGetValues(RateLimitHeader.Name, out var values) ? RateLimitHeader.Parse(values, now) : null;
        if (rateLimit is not null)
        {
            meter.Observe(rateLimit);
        }

        return new()
        {
            Status = response.StatusCode,
            Body = bytes,
            Errors = response.IsSuccessStatusCode ? [] : ParseErrors(bytes),
            ServerTime = response.Headers.Date,
            RetryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } => date - (response.Headers.Date ?? now),
                _ => null,
            },
            RateLimit = rateLimit,
        };
    }

    static IReadOnlyList<AppleError> ParseErrors(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, JsonApi.Default.ErrorDocument)?.Errors ?? [];
        }
        catch (JsonException)
        {
            // Not an error document; the status alone decides.
            return [];
        }
    }

    static AppleResult<ApiAnswer> Deferred(DateTimeOffset until) => new()
    {
        Kind = AppleResultKind.Deferred,
        DeferredUntil = until,
        Message = "Apple's rate limit is reached; it is one per API key and rolls over an hour.",
    };
}
