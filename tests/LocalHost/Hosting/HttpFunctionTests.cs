using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AppleAnalytics.LocalHost.Hosting;
using AppleAnalytics.LocalHost.Tests.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Tests.Hosting;

public sealed class HttpFunctionTests
{
    internal sealed record Links(string Id, string? StatusQueryGetUri, string? TerminatePostUri);

    internal sealed class Functions(Notes notes)
    {
        [Function("Hello")]
        public IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}/{times:int?}")] HttpRequest request, string name, int? times, FunctionContext context) =>
            Results.Text(string.Join(' ', Enumerable.Repeat(name, times ?? 1)) + request.Query["end"] + context.FunctionDefinition.Name);

        [Function("Start")]
        public async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Function, "post", Route = "start/{id}")] HttpRequestData request, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
        {
            var input = await request.ReadFromJsonAsync<int[]>(cancellation);
            await client.ScheduleNewOrchestrationInstanceAsync("Sum", input, new StartOrchestrationOptions(id), cancellation);
            var payload = client.CreateHttpManagementPayload(id, request);
            return Results.Json(new Links(id, payload.StatusQueryGetUri, payload.TerminatePostUri), statusCode: 202);
        }

        [Function("Worker")]
        public async Task<HttpResponseData> Worker([HttpTrigger(AuthorizationLevel.Anonymous, Route = null)] HttpRequestData request)
        {
            var response = request.CreateResponse();
            response.StatusCode = HttpStatusCode.Accepted;
            response.Headers.Add("X-Method", request.Method);
            await response.WriteAsJsonAsync(new { Text = await request.ReadAsStringAsync() });
            return response;
        }

        [Function("Throw")]
        public IResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidOperationException("secret");

        [Function("Parse")]
        public IResult Parse([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parse/{date}")] HttpRequest request, DateOnly date) => Results.Text(date.Day.ToString(System.Globalization.CultureInfo.InvariantCulture));

        [Function("Sum")]
        public int Sum([OrchestrationTrigger] TaskOrchestrationContext context, int[] input)
        {
            notes.Add("sum");
            return input.Sum();
        }
    }

    private static async Task<(Sandbox Sandbox, HttpClient Http)> StartAsync()
    {
        var sandbox = Sandbox.WithHttp(typeof(Functions));
        await sandbox.StartHostAsync();
        return (sandbox, new HttpClient { BaseAddress = sandbox.Host.BaseAddress });
    }

    [Fact]
    public async Task Route_values_query_and_context_reach_the_function()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        Assert.Equal("abc abc!Hello", await http.GetStringAsync("api/hello/abc/2?end=!"));
        Assert.Equal("abcHello", await http.GetStringAsync("api/hello/abc"));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("api/hello/abc/two")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.PostAsync("api/hello/abc", null)).StatusCode);
    }

    [Fact]
    public async Task A_starter_gives_links_that_work()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        var response = await http.PostAsJsonAsync("api/start/sum:1", new[] { 1, 2, 3 });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var links = await response.Content.ReadFromJsonAsync<Links>();
        await sandbox.Host.WhenIdleAsync();
        var status = await http.GetFromJsonAsync<JsonNode>(links!.StatusQueryGetUri);
        Assert.Equal("6", status!["output"]!.ToJsonString());
        Assert.Contains("sum%3A1", links.StatusQueryGetUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_built_as_in_the_worker_is_sent()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        var response = await http.PutAsync("api/Worker", new StringContent("body"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("PUT", response.Headers.GetValues("X-Method").Single());
        Assert.Equal("""{"Text":"body"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_function_that_throws_is_an_error_without_its_text()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        var response = await http.GetAsync("api/Throw");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_value_that_does_not_fit_is_a_bad_request()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        Assert.Equal("9", await http.GetStringAsync("api/parse/2026-03-09"));
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("api/parse/soon")).StatusCode);
    }

    [Theory]
    [InlineData("localhost:80", null, HttpStatusCode.OK)]
    [InlineData("[::1]", null, HttpStatusCode.OK)]
    [InlineData("evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("localhost", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost", "null", HttpStatusCode.Forbidden)]
    [InlineData("localhost", "http://localhost:7071", HttpStatusCode.OK)]
    public async Task Only_this_machines_own_tools_are_answered(string host, string? origin, HttpStatusCode expected)
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/hello/x");
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        Assert.Equal(expected, (await http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_request_without_host_is_a_bad_request()
    {
        var (sandbox, http) = await StartAsync();
        await using var _ = sandbox;
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, sandbox.Host.BaseAddress!.Port);
        await socket.GetStream().WriteAsync("GET /api/hello/x HTTP/1.1\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(socket.GetStream(), Encoding.ASCII);
        Assert.Contains("400", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_reported_in_one_sentence_and_the_state_directory_is_free_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var sandbox = Sandbox.Create(typeof(Functions));
        await using var _ = sandbox;
        sandbox.HttpPort = port;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => LocalFunctionHost.StartAsync(sandbox.Options()));
        Assert.Equal($"The port {port} is in use by another program: stop it, or choose another port.", error.Message);
        listener.Stop();
        await sandbox.StartHostAsync();
        Assert.Equal(port, sandbox.Host.BaseAddress!.Port);
    }
}
