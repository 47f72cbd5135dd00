using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AppleAnalytics.LocalHost.Tests.Engine;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.Tests.Hosting;

public sealed class DurableApiTests
{
    private const string Root = "runtime/webhooks/durabletask/";

    internal sealed record Order(string Item, int Count);

    internal sealed class Basket : TaskEntity<Dictionary<string, int>>
    {
        [Function(nameof(Basket))]
        public Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Basket>();

        public void Put(Order order) => State[order.Item] = order.Count;
    }

    internal sealed class Functions
    {
        [Function(nameof(Double))]
        public int Double([ActivityTrigger] int number) => number >= 0 ? number * 2 : throw new ArgumentException("negative");

        [Function(nameof(Twice))]
        public async Task<int> Twice([OrchestrationTrigger] TaskOrchestrationContext context, int number)
        {
            context.SetCustomStatus(new { phase = "doubling", done = 0 });
            var doubled = await context.CallActivityAsync<int>(nameof(Double), number);
            await context.CreateTimer(TimeSpan.FromSeconds(30), CancellationToken.None);
            return doubled;
        }

        [Function(nameof(Wait))]
        public async Task<Order?> Wait([OrchestrationTrigger] TaskOrchestrationContext context) => await context.WaitForExternalEvent<Order>("order");
    }

    private static async Task<(Sandbox Sandbox, HttpClient Http)> StartAsync()
    {
        var sandbox = Sandbox.WithHttp(typeof(Functions), typeof(Basket));
        await sandbox.StartHostAsync();
        return (sandbox, new HttpClient { BaseAddress = new Uri(sandbox.Host.BaseAddress!, Root) });
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    [Fact]
    public async Task Starting_gives_the_management_links()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        var response = await http.PostAsync("orchestrators/Twice/my%20run", Json("21"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter!.Delta);
        var links = await BodyAsync(response);
        Assert.Equal("my run", (string?)links["id"]);
        var instance = $"{sandbox.Host.BaseAddress}{Root}instances/my%20run";
        const string query = "taskHub=TestHub&connection=Storage";
        Assert.Equal($"{instance}?{query}", (string?)links["statusQueryGetUri"]);
        Assert.Equal(response.Headers.Location!.OriginalString, (string?)links["statusQueryGetUri"]);
        Assert.Equal($"{instance}/raiseEvent/{{eventName}}?{query}", (string?)links["sendEventPostUri"]);
        Assert.Equal($"{instance}/terminate?reason={{text}}&{query}", (string?)links["terminatePostUri"]);
        Assert.Equal($"{instance}/suspend?reason={{text}}&{query}", (string?)links["suspendPostUri"]);
        Assert.Equal($"{instance}/resume?reason={{text}}&{query}", (string?)links["resumePostUri"]);
        Assert.Equal($"{instance}/restart?{query}", (string?)links["restartPostUri"]);
        Assert.Equal($"{instance}?{query}", (string?)links["purgeHistoryDeleteUri"]);
    }

    [Fact]
    public async Task Status_of_a_finished_instance_has_the_hosts_shape()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        await sandbox.RunAsync("Twice", 21, "t");
        var response = await http.GetAsync("instances/t");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            """{"name":"Twice","instanceId":"t","runtimeStatus":"Completed","input":21,"customStatus":{"phase":"doubling","done":0},"output":42,"createdTime":"2026-03-01T08:00:00Z","lastUpdatedTime":"2026-03-01T08:00:30Z"}""",
            await response.Content.ReadAsStringAsync());
        Assert.Null((await BodyAsync(await http.GetAsync("instances/t?showInput=false")))["input"]);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("instances/unknown")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("instances/t?taskHub=Other")).StatusCode);
    }

    [Fact]
    public async Task Status_with_history_merges_calls_and_answers()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        await sandbox.RunAsync("Twice", 21, "t");
        var events = (await BodyAsync(await http.GetAsync("instances/t?showHistory=true&showHistoryOutput=true")))["historyEvents"]!.AsArray();
        Assert.Equal(
            ["ExecutionStarted", "TaskCompleted", "TimerCreated", "TimerFired", "ExecutionCompleted"],
            events.Select(e => (string?)e!["EventType"]));
        Assert.Equal(("Double", 42), ((string?)events[1]!["FunctionName"], (int)events[1]!["Result"]!));
        Assert.NotNull(events[1]!["ScheduledTime"]);
        Assert.Equal(("Completed", 42), ((string?)events[4]!["OrchestrationStatus"], (int)events[4]!["Result"]!));
        var bare = (await BodyAsync(await http.GetAsync("instances/t?showHistory=true&showInput=false")))["historyEvents"]!.AsArray();
        Assert.All(bare, e => Assert.True(e!["Result"] is null && e["Input"] is null));
    }

    [Fact]
    public async Task Status_of_a_running_instance_says_where_and_when_to_ask_again()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        await http.PostAsync("orchestrators/Wait/w", null);
        var response = await http.GetAsync("instances/w?taskHub=TestHub");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(new Uri(http.BaseAddress!, "instances/w?taskHub=TestHub"), response.Headers.Location);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_failed_instance_shows_its_error_and_is_a_500_only_when_asked_for()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        await sandbox.RunAsync("Twice", -1, "bad");
        var response = await http.GetAsync("instances/bad?showHistory=true");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var status = await BodyAsync(response);
        Assert.Equal("Failed", (string?)status["runtimeStatus"]);
        Assert.Contains("negative", (string?)status["output"], StringComparison.Ordinal);
        var failed = status["historyEvents"]!.AsArray().Single(e => (string?)e!["EventType"] == "TaskFailed")!;
        Assert.Equal(typeof(ArgumentException).FullName, (string?)failed["FailureDetails"]!["ErrorType"]);
        Assert.Equal(HttpStatusCode.InternalServerError, (await http.GetAsync("instances/bad?returnInternalServerErrorOnFailure=true")).StatusCode);
    }

    [Fact]
    public async Task Events_suspend_resume_and_terminate_answer_202_404_and_410()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        await http.PostAsync("orchestrators/Wait/w", null);
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("instances/w/suspend?reason=lunch", null)).StatusCode);
        Assert.Equal("Suspended", (string?)(await http.GetFromJsonAsync<JsonNode>("instances/w"))!["runtimeStatus"]);
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("instances/w/resume", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("instances/w/raiseEvent/order", new StringContent("x"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("instances/w/raiseEvent/order", Json("{"))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("instances/w/raiseEvent/Order", Json("""{ "item": "tea", "count": 2 }"""))).StatusCode);
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal("""{"Item":"tea","Count":2}""", (await http.GetFromJsonAsync<JsonNode>("instances/w"))!["output"]!.ToJsonString());
        foreach (var operation in new[] { "raiseEvent/x", "suspend", "resume", "terminate" })
        {
            Assert.Equal(HttpStatusCode.Gone, (await http.PostAsync($"instances/w/{operation}", Json("1"))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync($"instances/nobody/{operation}", Json("1"))).StatusCode);
        }
    }

    [Fact]
    public async Task Terminating_sets_the_reason_as_output()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        await http.PostAsync("orchestrators/Wait/w", null);
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("instances/w/terminate?reason=no%20more", null)).StatusCode);
        var status = await http.GetFromJsonAsync<JsonNode>("instances/w");
        Assert.Equal(("Terminated", "no more"), ((string?)status!["runtimeStatus"], (string?)status["output"]));
    }

    [Fact]
    public async Task Listing_filters_and_pages_by_the_continuation_header()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        foreach (var id in new[] { "run-1", "run-2", "run-3", "else" })
        {
            await sandbox.RunAsync("Twice", 1, id);
        }

        var response = await http.GetAsync("instances?instanceIdPrefix=run-&runtimeStatus=Completed,Failed&top=2&showInput=false");
        Assert.Equal(["run-1", "run-2"], (await BodyAsync(response)).AsArray().Select(i => (string?)i!["instanceId"]));
        using var next = new HttpRequestMessage(HttpMethod.Get, "instances?instanceIdPrefix=run-&top=2");
        next.Headers.Add("x-ms-continuation-token", response.Headers.GetValues("x-ms-continuation-token").Single());
        response = await http.SendAsync(next);
        Assert.Equal(["run-3"], (await BodyAsync(response)).AsArray().Select(i => (string?)i!["instanceId"]));
        Assert.Equal("", response.Headers.GetValues("x-ms-continuation-token").Single());
        Assert.Empty((await BodyAsync(await http.GetAsync("instances?runtimeStatus=Failed"))).AsArray());
        using var bad = new HttpRequestMessage(HttpMethod.Get, "instances");
        bad.Headers.Add("x-ms-continuation-token", "nonsense");
        Assert.Equal(HttpStatusCode.BadRequest, (await http.SendAsync(bad)).StatusCode);
        Assert.Equal(2, (await BodyAsync(await http.GetAsync("instances?createdTimeFrom=2026-03-01T08:00:45Z"))).AsArray().Count);
    }

    [Fact]
    public async Task Purging_by_id_and_by_filter_counts_what_it_deleted()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        await sandbox.RunAsync("Twice", 1, "a");
        await sandbox.RunAsync("Twice", 1, "b");
        var response = await http.DeleteAsync("instances/a");
        Assert.Equal("""{"instancesDeleted":1}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync("instances/a")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.DeleteAsync("instances")).StatusCode);
        response = await http.DeleteAsync("instances?createdTimeFrom=2026-01-01T00:00:00Z&runtimeStatus=Completed");
        Assert.Equal("""{"instancesDeleted":1}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync("instances?createdTimeFrom=2026-01-01T00:00:00Z")).StatusCode);
    }

    [Fact]
    public async Task Restarting_gives_a_new_instance_of_the_same_input()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        await sandbox.RunAsync("Twice", 5, "a");
        var links = await BodyAsync(await http.PostAsync("instances/a/restart", null));
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(10, (int)(await http.GetFromJsonAsync<JsonNode>((string)links["statusQueryGetUri"]!))!["output"]!);
        Assert.NotEqual("a", (string?)links["id"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("instances/nobody/restart", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotImplemented, (await http.PostAsync("instances/a/rewind", null)).StatusCode);
    }

    [Fact]
    public async Task Starting_and_waiting_gives_the_output()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        var response = await http.PostAsync("orchestrators/Twice?timeout=120&pollingInterval=1", Json("4"));
        Assert.Equal((HttpStatusCode.OK, "8"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        response = await http.PostAsync("orchestrators/Wait?timeout=0&pollingInterval=1", null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task A_request_that_waits_does_not_hold_up_the_stop_of_the_host()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        var waiting = http.PostAsync("orchestrators/Wait/w?timeout=3600&pollingInterval=1", null);
        await sandbox.Host.WhenIdleAsync();
        while (await sandbox.Client.GetInstanceAsync("w") is null)
        {
            await sandbox.Host.WhenIdleAsync();
        }

        await sandbox.StopHostAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () => (await waiting).EnsureSuccessStatusCode());
    }

    [Fact]
    public async Task Starting_something_wrong_is_refused()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("orchestrators/Nowhere", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("orchestrators/Twice", Json("{"))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("orchestrators/Wait/w", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await http.PostAsync("orchestrators/Wait/w", null)).StatusCode);
    }

    [Fact]
    public async Task Entities_are_signalled_read_listed_and_deleted()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("entities/Basket/mine")).StatusCode);
        var put = await http.PostAsync("entities/Basket/mine?op=put", Json("""{ "Item": "tea", "Count": 2 }"""));
        Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal("""{"tea":2}""", await http.GetStringAsync("entities/Basket/mine"));
        Assert.Equal(
            """[{"entityId":{"name":"basket","key":"mine"},"lastOperationTime":"2026-03-01T08:00:00Z","state":{"tea":2}}]""",
            await http.GetStringAsync("entities/Basket?fetchState=true"));
        Assert.Single((await http.GetFromJsonAsync<JsonArray>("entities"))!);
        await http.DeleteAsync("entities/Basket/mine");
        await sandbox.Host.WhenIdleAsync();
        Assert.Empty((await http.GetFromJsonAsync<JsonArray>("entities/Basket"))!);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("entities/Nobody/x?op=y", null)).StatusCode);
    }
}
