using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AppleAnalytics.Simulator.Tests.Control;

public sealed class ControlTests
{
    [Fact]
    public async Task Today_CanBeReadAndSetOverHttp()
    {
        await using var server = await Simulated.StartAsync();
        using var http = new HttpClient { BaseAddress = server.BaseAddress };

        Assert.Equal("""{"today":"2026-11-20"}""", await http.GetStringAsync("/simulator/today"));
        using var set = await http.PostAsJsonAsync("/simulator/today", new { today = "2026-12-01" });
        Assert.Equal("""{"today":"2026-12-01"}""", await set.Content.ReadAsStringAsync());
        Assert.Equal(new DateOnly(2026, 12, 1), server.Today);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsJsonAsync("/simulator/today", new { today = "tomorrow" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("/simulator/truth?table=dowloads")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/simulator/unknown")).StatusCode);
    }

    [Fact]
    public async Task Faults_CanBeSetOverHttp()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };

        using var set = await http.PostAsJsonAsync("/simulator/faults", new { every500 = 1 });
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        await client.ErrorAsync("/v1/apps", HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task RequestsAndAgreements_CanBeSwitchedOverHttp()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var app = Simulated.Largest(server);
        async Task<HttpStatusCode> Set(string path, object body)
        {
            using var answer = await http.PostAsJsonAsync($"/simulator/{path}", body);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await Set("requests", new { app, accessType = "ONGOING", state = "stopped" }));
        var requests = (await client.JsonAsync($"/v1/apps/{app}/analyticsReportRequests")).GetProperty("data");
        Assert.True(requests[0].GetProperty("attributes").GetProperty("stoppedDueToInactivity").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, await Set("requests", new { app, accessType = "ONGOING", state = "ghost" }));
        Assert.Equal(0, (await client.JsonAsync($"/v1/apps/{app}/analyticsReportRequests")).GetProperty("data").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, await Set("requests", new { app, accessType = "ONGOING", state = "visible" }));
        Assert.Equal(HttpStatusCode.OK, await Set("agreements", new { app, missing = true }));
        await client.ErrorAsync($"/v1/apps/{app}", HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, await Set("agreements", new { app, missing = false }));
        await client.JsonAsync($"/v1/apps/{app}");

        Assert.Equal(HttpStatusCode.NotFound, await Set("requests", new { app = 1, accessType = "ONGOING", state = "stopped" }));
        Assert.Equal(HttpStatusCode.NotFound, await Set("requests", new { app, accessType = "ONE_TIME_SNAPSHOT", state = "stopped" }));
        Assert.Equal(HttpStatusCode.BadRequest, await Set("requests", new { app, accessType = "DAILY", state = "stopped" }));
        Assert.Equal(HttpStatusCode.BadRequest, await Set("requests", new { app, accessType = "ONGOING", state = "asleep" }));
    }

    [Fact]
    public async Task Stats_CountByEndpointAndStatus()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        await client.JsonAsync($"/v1/apps/{app}");
        await client.JsonAsync($"/v1/apps/{app}");
        await client.ErrorAsync("/v1/apps/1", HttpStatusCode.NotFound);
        await client.ErrorAsync("/v1/apps?limit=0", HttpStatusCode.BadRequest);
        var bytes = await client.DownloadAsync((await client.SegmentsOfAsync((await client.InstancesOfAsync(app, "App Downloads Standard"))[0]))[0]);
        var stats = server.ReadStats();

        Assert.Contains(new SimulatorCallCount("GET /v1/apps/{id}", 200, 2), stats.Calls);
        Assert.Contains(new SimulatorCallCount("GET /v1/apps/{id}", 404, 1), stats.Calls);
        Assert.Contains(new SimulatorCallCount("GET /v1/apps", 400, 1), stats.Calls);
        Assert.Equal((1, bytes.Length), (stats.Downloads, stats.DownloadBytes));
        Assert.Empty(stats.ReportRequestPosts);
        var json = JsonDocument.Parse(await client.PlainAsync("/simulator/stats")).RootElement;
        Assert.Equal(stats.ApiCalls, json.GetProperty("apiCalls").GetInt64());
    }

    [Fact]
    public async Task Start_OnATakenPort_SaysSo()
    {
        await using var server = await Simulated.StartAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => Simulated.StartAsync(options => options with { Port = server.BaseAddress.Port }));
    }
}
