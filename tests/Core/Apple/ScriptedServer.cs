using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Apple;

/// <summary>A real HTTP server on loopback that answers as the test says: per method and path a list of answers, the last one for good.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, Script> _scripts = new();
    readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    ScriptedServer(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        server.Url = new(app.Urls.Single());
        return server;
    }

    public ScriptedServer On(string method, string path, params RequestDelegate[] answers)
    {
        _scripts[$"{method} {path}"] = new(answers);
        return this;
    }

    public ScriptedServer Get(string path, params RequestDelegate[] answers) => On("GET", path, answers);

    public int Count(string method, string path) => _requests.Count(r => r.Method == method && r.Path == path);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
    }

    async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        _requests.Enqueue(new(
            request.Method,
            request.Path,
            request.QueryString.Value ?? "",
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync()));
        if (_scripts.TryGetValue($"{request.Method} {request.Path}", out var script))
        {
            await script.Next()(context);
        }
        else
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""{"errors":[{"status":"404","code":"NOT_FOUND","title":"The specified resource does not exist","detail":"There is none."}]}""");
        }
    }

    sealed class Script(RequestDelegate[] answers)
    {
        int _next;

        public RequestDelegate Next() => answers[Math.Min(Interlocked.Increment(ref _next), answers.Length) - 1];
    }
}
