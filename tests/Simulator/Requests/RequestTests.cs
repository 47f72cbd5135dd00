using System.Net;

namespace AppleAnalytics.Simulator.Tests.Requests;

public sealed class RequestTests
{
    [Fact]
    public async Task Post_ForANewApp_CreatesARequestThatWaits()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.New(server);
        Assert.Empty(await client.ListAsync($"/v1/apps/{app}/analyticsReportRequests"));

        using var response = await client.PostRequestAsync(app);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var id = await client.RequestOfAsync(app);
        Assert.Contains($"\"{id}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await client.ListAsync($"/v1/analyticsReportRequests/{id}/reports"));

        server.AdvanceTo(Simulated.Today.AddDays(1));
        Assert.Equal(134, (await client.ListAsync($"/v1/analyticsReportRequests/{id}/reports")).Count);
        Assert.Empty(await client.InstancesOfAsync(app, "App Downloads Standard"));

        server.AdvanceTo(Simulated.Today.AddDays(2));
        var instances = await client.InstancesOfAsync(app, "App Downloads Standard");
        Assert.Equal(["2026-11-21", "2026-11-22"], instances.Select(instance => Client.Attribute(instance, "processingDate")));
    }

    [Fact]
    public async Task Post_WhenOneExists_Is409WithoutItsId()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        using var response = await client.PostRequestAsync(app);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("\"STATE_ERROR\"", body, StringComparison.Ordinal);
        Assert.Contains("You already have such an entity", body, StringComparison.Ordinal);
        Assert.DoesNotContain(await client.RequestOfAsync(app), body, StringComparison.Ordinal);
        var post = Assert.Single(server.ReadStats().ReportRequestPosts);
        Assert.Equal((app, "ONGOING", 0L, 1L), (post.App, post.AccessType, post.Created, post.Conflicts));
    }

    [Fact]
    public async Task Post_FromManyAtOnce_CreatesOne()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.New(server);
        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostRequestAsync(app)));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, responses.Count(response => response.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Snapshot_IsGrantedOnceAMonth()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);

        Assert.Equal(HttpStatusCode.Created, (await client.PostRequestAsync(app, "ONE_TIME_SNAPSHOT")).StatusCode);
        var first = await client.RequestOfAsync(app, "ONE_TIME_SNAPSHOT");
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Delete, $"/v1/analyticsReportRequests/{first}")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostRequestAsync(app, "ONE_TIME_SNAPSHOT")).StatusCode);

        server.AdvanceTo(Simulated.Today.AddMonths(1));
        Assert.Equal(HttpStatusCode.Created, (await client.PostRequestAsync(app, "ONE_TIME_SNAPSHOT")).StatusCode);
        Assert.NotEqual(first, await client.RequestOfAsync(app, "ONE_TIME_SNAPSHOT"));
    }

    [Fact]
    public async Task StoppedRequest_BlocksUntilItIsDeleted()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        var before = await client.InstancesOfAsync(app, "App Downloads Standard");
        server.StopRequest(app, ReportAccess.Ongoing);
        server.AdvanceTo(Simulated.Today.AddDays(3));

        var stopped = Assert.Single(await client.ListAsync($"/v1/apps/{app}/analyticsReportRequests"));
        Assert.Equal("True", Client.Attribute(stopped, "stoppedDueToInactivity"));
        var after = await client.InstancesOfAsync(app, "App Downloads Standard");
        Assert.Equal(Client.Attribute(before[^1], "processingDate"), Client.Attribute(after[^1], "processingDate"));
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostRequestAsync(app)).StatusCode);

        var id = stopped.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Delete, $"/v1/analyticsReportRequests/{id}")).StatusCode);
        await client.ErrorAsync($"/v1/analyticsReportRequests/{id}", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.Created, (await client.PostRequestAsync(app)).StatusCode);
        Assert.NotEqual(id, await client.RequestOfAsync(app));
    }

    [Fact]
    public async Task GhostRequest_BlocksAndCannotBeSeen()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        var id = await client.RequestOfAsync(app);
        server.SetGhost(app, ReportAccess.Ongoing, on: true);

        Assert.Empty(await client.ListAsync($"/v1/apps/{app}/analyticsReportRequests"));
        await client.ErrorAsync($"/v1/analyticsReportRequests/{id}", HttpStatusCode.NotFound);
        await client.ErrorAsync($"/v1/analyticsReportRequests/{id}", HttpStatusCode.NotFound, HttpMethod.Delete);
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostRequestAsync(app)).StatusCode);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest, "ENTITY_INVALID")]
    [InlineData("{}", HttpStatusCode.Conflict, "ENTITY_ERROR.REQUIRED")]
    [InlineData("""{"data":{"type":"reports"}}""", HttpStatusCode.Conflict, "ENTITY_ERROR.TYPE.INVALID")]
    [InlineData("""{"data":{"type":"analyticsReportRequests"}}""", HttpStatusCode.Conflict, "ENTITY_ERROR.ATTRIBUTE.REQUIRED")]
    [InlineData("""{"data":{"type":"analyticsReportRequests","attributes":{"accessType":"DAILY"}}}""", HttpStatusCode.Conflict, "ENTITY_ERROR.ATTRIBUTE.INVALID")]
    [InlineData("""{"data":{"type":"analyticsReportRequests","attributes":{"accessType":"ONGOING","startDate":"2026-01-01"}}}""", HttpStatusCode.Conflict, "ENTITY_ERROR.ATTRIBUTE.UNKNOWN")]
    [InlineData("""{"data":{"type":"analyticsReportRequests","attributes":{"accessType":"ONGOING"}}}""", HttpStatusCode.Conflict, "ENTITY_ERROR.RELATIONSHIP.REQUIRED")]
    [InlineData("""{"data":{"type":"analyticsReportRequests","attributes":{"accessType":"ONGOING"},"relationships":{"app":{"data":{"type":"apps","id":"1"}}}}}""", HttpStatusCode.Conflict, "ENTITY_ERROR.RELATIONSHIP.INVALID")]
    public async Task Post_WithABadBody_IsRefused(string json, HttpStatusCode status, string code)
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);

        Assert.Equal(code, (await client.ErrorAsync("/v1/analyticsReportRequests", status, HttpMethod.Post, json)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task StateFile_LetsALaterServerFindTheRequests()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("simulator-").FullName, "state.json");
        string id;
        long app;
        await using (var first = await Simulated.StartAsync(options => options with { StateFile = file }))
        {
            using var client = new Client(first);
            app = Simulated.New(first);
            using var created = await client.PostRequestAsync(app);
            id = await client.RequestOfAsync(app);
        }
        await using var second = await Simulated.StartAsync(options => options with { StateFile = file, Today = Simulated.Today.AddDays(5) });
        using var later = new Client(second);

        Assert.Equal(id, await later.RequestOfAsync(app));
        Assert.Equal(5, (await later.InstancesOfAsync(app, "App Downloads Standard")).Count);
        Assert.Equal(HttpStatusCode.Conflict, (await later.PostRequestAsync(app)).StatusCode);
        var mismatch = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Simulated.StartAsync(options => options with { StateFile = file, Seed = 9 }));
        Assert.Contains("seed", mismatch.Message, StringComparison.Ordinal);
        File.WriteAllText(file, "{");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Simulated.StartAsync(options => options with { StateFile = file }));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
