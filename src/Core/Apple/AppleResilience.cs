using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Retry;
using Polly.Timeout;

namespace AppleAnalytics.Apple;

/// <summary>
/// The one place that says how calls over the network are protected: up to three retries with jitter for what is transient, at
/// most eight calls at once per host, a circuit breaker per host, a time limit per attempt. All waiting is the time provider's.
/// What takes longer than about a minute is not waited for here but by the orchestration.
/// </summary>
internal sealed class AppleResilience(TimeProvider time, ILogger<AppleResilience> logger) : IDisposable
{
    /// <summary>Calls to a host at once.</summary>
    public const int ConcurrentCalls = 8;

    /// <summary>How long one attempt may take: an API call with its body, or a download until its headers.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The longest pause between two attempts.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    const int Retries = 3;

    readonly ResiliencePipelineRegistry<string> _pipelines = new();

    /// <summary>The pipeline of a host.</summary>
    /// <param name="host">Host and port.</param>
    /// <param name="transient">What is wrong with an answer that may be right on the next attempt; null when it is final.</param>
    public ResiliencePipeline<T> For<T>(string host, Func<T, string?> transient) =>
        _pipelines.GetOrAddPipeline<T>(host, builder => Build(builder, host, transient));

    public void Dispose() => _pipelines.Dispose();

    /// <summary>Whether an exception is a fault of the network or of the other side.</summary>
    public static bool IsTransient(Exception? exception) =>
        exception is HttpRequestException or IOException or TimeoutRejectedException;

    /// <summary>Why an attempt failed, in words that hold neither address nor token.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        HttpRequestException { InnerException: { } inner, HttpRequestError: HttpRequestError.Unknown } => Reason(inner),
        HttpRequestException http => $"{http.HttpRequestError}",
        HttpIOException io => $"{io.HttpRequestError}",
        TimeoutRejectedException => "no answer in time",
        IOException { InnerException: SocketException inner } => $"{inner.SocketErrorCode}",
        BrokenCircuitException => "failing too often, not tried",
        _ => exception.GetType().Name,
    };

    void Build<T>(ResiliencePipelineBuilder<T> builder, string host, Func<T, string?> transient)
    {
        builder.TimeProvider = time;
        builder
            .AddRetry(new RetryStrategyOptions<T>
            {
                MaxRetryAttempts = Retries,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = LongestDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(Failed(arguments.Outcome)),
                OnRetry = arguments =>
                {
                    AppleLog.Retrying(logger, host, arguments.AttemptNumber + 1, Why(arguments.Outcome), arguments.RetryDelay);
                    return default;
                },
            })
            .AddStrategy(_ => new ConcurrencyLimit<T>(new SemaphoreSlim(ConcurrentCalls)), new ConcurrencyLimitOptions())
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<T>
            {
                FailureRatio = 0.7,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(60),
                BreakDuration = TimeSpan.FromSeconds(30),
                ShouldHandle = arguments => ValueTask.FromResult(Failed(arguments.Outcome)),
                OnOpened = arguments =>
                {
                    AppleLog.CircuitOpened(logger, host, arguments.BreakDuration);
                    return default;
                },
            })
            .AddTimeout(AttemptTimeout);

        bool Failed(Outcome<T> outcome) =>
            outcome.Exception is { } exception ? IsTransient(exception) : outcome.Result is { } result && transient(result) is not null;

        string Why(Outcome<T> outcome) =>
            outcome.Exception is { } exception ? Reason(exception) : outcome.Result is { } result ? transient(result) ?? "" : "";
    }

    sealed class ConcurrencyLimitOptions : ResilienceStrategyOptions;
}
