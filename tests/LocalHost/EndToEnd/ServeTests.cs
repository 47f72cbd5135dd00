using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.LocalHost.Tests.EndToEnd;

/// <summary><c>serve</c> as a process: HTTP, what works beside it, and a clean end.</summary>
public sealed class ServeTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryDirectory _directory = new();
    SimulatorServer _apple = null!;
    LocalHostProcess _serve = null!;
    HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _apple = await SimulatorServer.StartAsync(InProcess.FewReviews with { Apps = 2, NewApps = 1, RequestAgeDays = 4, HourLimit = 100_000 });
        _serve = LocalHostProcess.Start(_directory.Path, Settings(), "serve", "--port", "0");
        var line = await _serve.WaitForLineAsync("Listening on ");
        _http = new HttpClient { BaseAddress = new Uri(line["Listening on ".Length..]) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _serve.DisposeAsync();
        await _apple.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Serve_EveryOperation_AnswersAndTheProcessEndsCleanly()
    {
        using (var health = await _http.GetAsync("/api/health"))
        {
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        using (var bad = await _http.PostAsJsonAsync("/api/backfill", new { from = "2026-02-02", to = "2026-01-01" }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        }

        var range = new { from = _apple.Today.AddDays(-3).ToString("yyyy-MM-dd"), to = _apple.Today.AddDays(-2).ToString("yyyy-MM-dd"), tables = new[] { "downloads" } };
        var (id, statusUrl) = await StartBackfillAsync(range);
        var (again, _) = await StartBackfillAsync(range);
        Assert.Equal(id, again);
        Assert.Equal("Completed", await WaitAsync(statusUrl));

        using var runs = JsonDocument.Parse(await _http.GetStringAsync("/api/runs"));
        Assert.Contains(id, runs.RootElement.GetRawText(), StringComparison.Ordinal);
        using var run = JsonDocument.Parse(await _http.GetStringAsync($"/api/runs/{id}"));
        Assert.Contains("succeeded", run.RootElement.GetRawText(), StringComparison.Ordinal);
        using (var unknown = await _http.GetAsync("/api/runs/run-2020-01-01-000000"))
        {
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        }

        using var list = JsonDocument.Parse(await _http.GetStringAsync("/runtime/webhooks/durabletask/instances"));
        Assert.Contains(list.RootElement.EnumerateArray(), i => i.GetProperty("instanceId").GetString() == id);

        var status = await LocalHostProcess.RunAsync(_directory.Path, Settings(), "status");
        Assert.True(status.ExitCode == 0, status.Output + status.Error);
        Assert.Contains("downloads", status.Output, StringComparison.Ordinal);
        Assert.Contains(id, status.Output, StringComparison.Ordinal);

        var second = await LocalHostProcess.RunAsync(_directory.Path, Settings(), "run");
        Assert.Equal(2, second.ExitCode);
        Assert.Single(second.Error.TrimEnd().Split('\n'));
        Assert.Contains("LocalHost__StateDir", second.Error, StringComparison.Ordinal);

        _serve.Terminate();
        Assert.Equal(0, await _serve.WaitForExitAsync());
        Assert.Empty(_serve.Error);
    }

    async Task<(string Id, string StatusUrl)> StartBackfillAsync(object range)
    {
        using var answer = await _http.PostAsJsonAsync("/api/backfill", range);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (body.RootElement.GetProperty("id").GetString()!, body.RootElement.GetProperty("statusQueryGetUri").GetString()!);
    }

    /// <summary>The status operation answers 202 while the run is unfinished; each answer is the signal for the next question.</summary>
    async Task<string?> WaitAsync(string url)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            using var answer = await _http.GetAsync(url, limit.Token);
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(limit.Token));
                return body.RootElement.GetProperty("runtimeStatus").GetString();
            }
        }
    }

    Dictionary<string, string> Settings() => InProcess.Settings(_apple);
}
