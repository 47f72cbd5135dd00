using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace AppleAnalytics.Runs;

/// <summary>Sends alerts to a webhook. An alert that cannot be sent is logged and never fails a run.</summary>
public sealed partial class Alerts
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClientName = "alerts";

    readonly IHttpClientFactory _clients;
    readonly AlertsOptions _options;
    readonly ILogger<Alerts> _log;
    readonly ResiliencePipeline<HttpStatusCode> _pipeline;

    /// <summary>Creates it over the options.</summary>
    public Alerts(IHttpClientFactory clients, AlertsOptions options, TimeProvider time, ILogger<Alerts> log)
    {
        _clients = clients;
        _options = options;
        _log = log;
        _pipeline = new ResiliencePipelineBuilder<HttpStatusCode> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpStatusCode>
            {
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder<HttpStatusCode>()
                    .HandleResult(s => s == HttpStatusCode.TooManyRequests || (int)s >= 500)
                    .Handle<HttpRequestException>()
                    .Handle<TaskCanceledException>(e => e.InnerException is TimeoutException),
            })
            .Build();
    }

    /// <summary>Sends an alert.</summary>
    public async Task<AlertOutcome> RunAsync(AlertInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_options.WebhookUrl is not { } url)
        {
            return new(false, "No alert was sent: Alerts__WebhookUrl is not set.");
        }

        try
        {
            var body = Body(input, _options.Format);
            var status = await _pipeline.ExecuteAsync(async cancellation => await PostAsync(url, body, cancellation), cancellationToken);
            if ((int)status is >= 200 and < 300)
            {
                return new(true, "");
            }

            Unsent(_log, input.RunId, (int)status);
            return new(false, $"The webhook answered {(int)status}; check Alerts__WebhookUrl and Alerts__Format.");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The exception may carry the address, which is a secret.
            Unreachable(_log, input.RunId, fault.GetType().Name);
            return new(false, "The webhook could not be reached; check Alerts__WebhookUrl.");
        }
    }

    /// <summary>The body a webhook of that format expects.</summary>
    internal static byte[] Body(AlertInput input, AlertFormat format) => format switch
    {
        AlertFormat.Slack => JsonSerializer.SerializeToUtf8Bytes(new { text = Text(input) }),
        AlertFormat.Teams => JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "message",
            attachments = new[]
            {
                new
                {
                    contentType = "application/vnd.microsoft.card.adaptive",
                    content = new { type = "AdaptiveCard", version = "1.4", body = new[] { new { type = "TextBlock", text = Text(input), wrap = true } } },
                },
            },
        }),
        _ => JsonSerializer.SerializeToUtf8Bytes(
            new { input.RunId, input.State, text = Text(input), input.Failures, input.More }, JsonSerializerOptions.Web),
    };

    static string Text(AlertInput input)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"App Store analytics: {input.Subject}.");
        foreach (var failure in input.Failures)
        {
            var place = string.Join(", ", new[] { failure.App, failure.Table }.Where(p => p.Length > 0));
            text.Append('\n').Append("- ").Append(place).Append(place.Length > 0 ? ": " : "").Append(failure.Message).Append(' ').Append(failure.WhatToDo);
        }

        return input.More > 0
            ? text.Append(CultureInfo.InvariantCulture, $"\nand {input.More} more in runs/{input.RunId}.json").ToString()
            : text.ToString();
    }

    async Task<HttpStatusCode> PostAsync(Uri url, byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        using var client = _clients.CreateClient(HttpClientName);
        using var response = await client.PostAsync(url, content, cancellationToken);
        return response.StatusCode;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The alert of run {RunId} was not sent: the webhook answered {Status}")]
    static partial void Unsent(ILogger log, string runId, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The alert of run {RunId} was not sent: {Fault}")]
    static partial void Unreachable(ILogger log, string runId, string fault);
}
