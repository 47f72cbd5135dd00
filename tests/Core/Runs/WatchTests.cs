using System.Net;
using AppleAnalytics.Catalog;
using AppleAnalytics.Lake;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppleAnalytics.Runs;

public sealed class WatchTests : IDisposable
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    readonly TempFolder _folder = new();
    readonly Hook _hook = new();
    readonly Clock _clock = new();
    readonly FolderObjectStore _lake;
    readonly Watch _watch;

    public WatchTests()
    {
        _lake = new(_folder.Path);
        _watch = new(
            _lake,
            new(_lake),
            new(),
            new() { SlaHours = 26 },
            new FreshnessVerifier(new(_lake), new(_lake)),
            new(_lake),
            new(_hook, new() { WebhookUrl = new("https://hooks.example/x") }, TimeProvider.System, NullLogger<Alerts>.Instance),
            _clock);
    }

    public void Dispose()
    {
        _hook.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_RunEndedInTime_IsQuiet()
    {
        await EndRunAsync(Start);
        _clock.Now = Start.AddHours(25);
        Assert.Empty((await _watch.RunAsync(default)).Findings);
        Assert.Empty(_hook.Bodies);
    }

    [Fact]
    public async Task RunAsync_NothingEverRan_AlertsOnceADay()
    {
        for (var hour = 0; hour < 30; hour++)
        {
            _clock.Now = Start.AddHours(hour);
            Assert.Equal(hour is 0 or 24, (await _watch.RunAsync(default)).Alerted);
        }

        Assert.Equal(2, _hook.Bodies.Count);
        Assert.Contains("not as new as they should be", _hook.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MendedAndBrokenAgain_AlertsAgainAtOnce()
    {
        await EndRunAsync(Start);
        _clock.Now = Start.AddHours(27);
        Assert.True((await _watch.RunAsync(default)).Alerted);
        await EndRunAsync(Start.AddHours(28));
        _clock.Now = Start.AddHours(28);
        Assert.Empty((await _watch.RunAsync(default)).Findings);
        _clock.Now = Start.AddHours(55);
        Assert.True((await _watch.RunAsync(default)).Alerted);
    }

    [Fact]
    public async Task RunAsync_WebhookDown_TriesAgainNextTime()
    {
        _clock.Now = Start;
        _hook.Status = HttpStatusCode.NotFound;
        Assert.False((await _watch.RunAsync(default)).Alerted);
        _hook.Status = HttpStatusCode.OK;
        Assert.True((await _watch.RunAsync(default)).Alerted);
    }

    Task<PublishReportOutcome> EndRunAsync(DateTimeOffset at) => new RunReportPublisher(_lake).RunAsync(
        RunReportBuilder.Unplanned(RunRequests.Daily(DateOnly.FromDateTime(at.UtcDateTime)), new(0, "", "", "x", ""), Apple.ApiUsage.None, at, at), default);

    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    sealed class Hook : HttpMessageHandler, IHttpClientFactory
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public List<string> Bodies { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new(Status);
        }
    }
}
