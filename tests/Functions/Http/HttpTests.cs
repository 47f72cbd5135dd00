using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AppleAnalytics.Runs;

namespace AppleAnalytics.Functions.Http;

public sealed class HttpTests
{
    [Fact]
    public async Task Backfill_Range_IsAcceptedAndRunsUnderOneId()
    {
        await using var pipeline = await Pipeline.StartAsync(http: true);
        using var http = new HttpClient { BaseAddress = pipeline.Host.BaseAddress };
        const string Body = """{"from":"2026-11-15","to":"2026-11-18","tables":["downloads"]}""";
        using var first = await PostAsync(http, Body);
        using var second = await PostAsync(http, Body);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal("10", first.Headers.GetValues("Retry-After").Single());
        using var urls = JsonDocument.Parse(await first.Content.ReadAsStringAsync());
        var id = urls.RootElement.GetProperty("id").GetString()!;
        Assert.StartsWith("backfill-", id, StringComparison.Ordinal);
        using var again = JsonDocument.Parse(await second.Content.ReadAsStringAsync());
        Assert.Equal(id, again.RootElement.GetProperty("id").GetString());
        Assert.Equal(first.Headers.Location!.ToString(), urls.RootElement.GetProperty("statusQueryGetUri").GetString());
        foreach (var name in new[] { "terminatePostUri", "suspendPostUri", "resumePostUri" })
        {
            Assert.Contains("reason={text}", urls.RootElement.GetProperty(name).GetString(), StringComparison.Ordinal);
        }

        Assert.Contains("{eventName}", urls.RootElement.GetProperty("sendEventPostUri").GetString(), StringComparison.Ordinal);
        await pipeline.SucceededAsync(id);
        using var status = await http.GetAsync(first.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        Assert.All(pipeline.Bytes("curated").Keys, k => Assert.StartsWith(Path.Combine("curated", "downloads"), k, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Backfill_BadBody_IsAProblemThatNamesTheField()
    {
        await using var pipeline = await Pipeline.StartAsync(http: true);
        using var http = new HttpClient { BaseAddress = pipeline.Host.BaseAddress };
        using var response = await PostAsync(http, """{"from":"2026-11-15","to":"2026-11-18","tables":["revenue"]}""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(400, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains("downloads", problem.RootElement.GetProperty("errors").GetProperty("tables").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunNow_OneApp_RunsItAlone()
    {
        await using var pipeline = await Pipeline.StartAsync(http: true);
        using var http = new HttpClient { BaseAddress = pipeline.Host.BaseAddress };
        var app = pipeline.Apple.Apps[1].Id;
        using var response = await PostAsync(http, $$"""{"apps":[{{app}}]}""", "api/runs");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        using var urls = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var id = urls.RootElement.GetProperty("id").GetString()!;
        Assert.StartsWith("run-2026-11-20-", id, StringComparison.Ordinal);
        Assert.Equal(1, (await pipeline.SucceededAsync(id)).Apps);
        using var tomorrow = await PostAsync(http, """{"date":"2026-11-21"}""", "api/runs");
        Assert.Equal(HttpStatusCode.BadRequest, tomorrow.StatusCode);
    }

    [Fact]
    public async Task Runs_AfterARun_ListAndShowIt()
    {
        await using var pipeline = await Pipeline.StartAsync(http: true);
        using var http = new HttpClient { BaseAddress = pipeline.Host.BaseAddress };
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));

        using var list = await http.GetFromJsonAsync<JsonDocument>("api/runs");
        var entry = Assert.Single(list!.RootElement.GetProperty("runs").EnumerateArray());
        Assert.Equal(summary.RunId, entry.GetProperty("id").GetString());
        Assert.Equal("Completed", entry.GetProperty("status").GetString());
        Assert.Equal("succeeded", entry.GetProperty("state").GetString());
        Assert.Equal(3, entry.GetProperty("appsDone").GetInt32());

        using var one = await http.GetFromJsonAsync<JsonDocument>($"api/runs/{summary.RunId}");
        Assert.Equal(summary.Rows, one!.RootElement.GetProperty("report").GetProperty("rows").GetProperty("rowsIn").GetInt64());

        // Purged from the hub, the run is still known by its report.
        await pipeline.Client.PurgeInstanceAsync(summary.RunId);
        using var purged = await http.GetFromJsonAsync<JsonDocument>("api/runs");
        Assert.Equal("Purged", Assert.Single(purged!.RootElement.GetProperty("runs").EnumerateArray()).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("api/runs/daily-1999-01-01", HttpStatusCode.NotFound)]
    [InlineData("api/runs/latest", HttpStatusCode.NotFound)]
    [InlineData("api/runs?top=0", HttpStatusCode.BadRequest)]
    [InlineData("api/runs?top=many", HttpStatusCode.BadRequest)]
    public async Task Runs_WrongQuestion_IsAProblem(string address, HttpStatusCode expected)
    {
        await using var pipeline = await Pipeline.StartAsync(http: true);
        using var http = new HttpClient { BaseAddress = pipeline.Host.BaseAddress };
        using var response = await http.GetAsync(address);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Health_EverythingThere_IsHealthyAndNamesTheLastRun()
    {
        await using var pipeline = await Pipeline.StartAsync(http: true);
        using var http = new HttpClient { BaseAddress = pipeline.Host.BaseAddress };
        using var before = await http.GetFromJsonAsync<JsonDocument>("api/health");
        Assert.True(before!.RootElement.GetProperty("healthy").GetBoolean());
        Assert.False(before.RootElement.TryGetProperty("lastRun", out _));
        var summary = await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        using var after = await http.GetFromJsonAsync<JsonDocument>("api/health");
        Assert.Equal(summary.RunId, after!.RootElement.GetProperty("lastRun").GetString());
    }

    static async Task<HttpResponseMessage> PostAsync(HttpClient http, string body, string address = "api/backfill")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http.PostAsync(address, content);
    }
}
