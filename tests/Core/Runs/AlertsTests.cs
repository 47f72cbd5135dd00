using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppleAnalytics.Runs;

public sealed class AlertsTests
{
    static readonly AlertInput Alert = new(
        "daily-2026-11-20", RunState.Partial, [new(42, "Example", "downloads", "It failed.", "Look at it.")], 3);

    [Fact]
    public async Task RunAsync_NoWebhook_SaysThatNothingWasSent()
    {
        using var hook = new Hook(HttpStatusCode.OK);
        var outcome = await Alerts(hook, new()).RunAsync(Alert, default);
        Assert.False(outcome.Sent);
        Assert.Contains("Alerts__WebhookUrl", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(hook.Bodies);
    }

    [Theory]
    [InlineData(AlertFormat.Slack, "text")]
    [InlineData(AlertFormat.Teams, "attachments")]
    [InlineData(AlertFormat.Json, "failures")]
    public async Task RunAsync_Format_SendsTheBodyItExpects(AlertFormat format, string field)
    {
        using var hook = new Hook(HttpStatusCode.OK);
        Assert.True((await Alerts(hook, Options(format)).RunAsync(Alert, default)).Sent);
        using var body = JsonDocument.Parse(Assert.Single(hook.Bodies));
        Assert.True(body.RootElement.TryGetProperty(field, out _));
        Assert.Contains("Example, downloads: It failed. Look at it.", hook.Bodies[0], StringComparison.Ordinal);
        Assert.Contains("3 more in runs/daily-2026-11-20.json", hook.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WebhookRefuses_IsNoExceptionAndHidesTheAddress()
    {
        using var hook = new Hook(HttpStatusCode.NotFound);
        var outcome = await Alerts(hook, Options(AlertFormat.Slack)).RunAsync(Alert, default);
        Assert.False(outcome.Sent);
        Assert.Contains("404", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("T000", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WebhookIsDownForAMoment_TriesAgain()
    {
        using var hook = new Hook(HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.OK);
        Assert.True((await Alerts(hook, Options(AlertFormat.Slack)).RunAsync(Alert, default)).Sent);
        Assert.Equal(3, hook.Bodies.Count);
    }

    [Fact]
    public async Task RunAsync_NoConnection_IsNoExceptionAndHidesTheAddress()
    {
        using var hook = new Hook();
        var outcome = await Alerts(hook, Options(AlertFormat.Slack)).RunAsync(Alert, default);
        Assert.False(outcome.Sent);
        Assert.DoesNotContain("T000", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(4, hook.Bodies.Count);
    }

    static Alerts Alerts(Hook hook, AlertsOptions options) => new(hook, options, new HastyTime(), NullLogger<Alerts>.Instance);

    static AlertsOptions Options(AlertFormat format) => new() { WebhookUrl = new("https://hooks.example/services/T000"), Format = format };

    /// <summary>A webhook that answers one status after the other, the last one for ever; without any, it cannot be reached.</summary>
    sealed class Hook(params HttpStatusCode[] answers) : HttpMessageHandler, IHttpClientFactory
    {
        public List<string> Bodies { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
            return answers.Length == 0
                ? throw new HttpRequestException("No route to https://hooks.example/services/T000")
                : new(answers[Math.Min(Bodies.Count, answers.Length) - 1]);
        }
    }

    /// <summary>A clock whose timers fire at once, so that no test waits.</summary>
    sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
