using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Interop.Tests.Servers;

/// <summary>What happens to a request on its way.</summary>
public enum S3Fault
{
    /// <summary>It is answered by the server.</summary>
    None,

    /// <summary>503 SlowDown, and the server never sees it.</summary>
    SlowDown,

    /// <summary>500 InternalError, and the server never sees it.</summary>
    InternalError,

    /// <summary>It is carried out, and the answer is 500: a conditional write meets itself when it is tried again.</summary>
    AnswerLost,

    /// <summary>The connection is cut before an answer.</summary>
    Cut,

    /// <summary>The connection is cut within the answer.</summary>
    CutInside,

    /// <summary>There is no answer until the client gives up.</summary>
    Silence,
}

/// <summary>A proxy before an S3 server that makes requests fail.</summary>
public sealed class FaultyS3 : IAsyncDisposable
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase) { "Transfer-Encoding", "Connection", "Date", "Server" };

    readonly WebApplication _app;
    readonly string _target;
    readonly Func<HttpRequest, S3Fault> _choose;

    FaultyS3(WebApplication app, string target, Func<HttpRequest, S3Fault> choose) => (_app, _target, _choose) = (app, target, choose);

    /// <summary>Its address.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Faults given so far.</summary>
    public int Given { get; private set; }

    /// <param name="target">The server behind it.</param>
    /// <param name="choose">What is to happen to a request; called for one at a time.</param>
    public static async Task<FaultyS3> StartAsync(string target, Func<HttpRequest, S3Fault> choose)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var proxy = new FaultyS3(app, target, choose);
        app.Run(proxy.PassAsync);
        await app.StartAsync();
        return proxy;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task PassAsync(HttpContext context)
    {
        S3Fault fault;
        lock (_choose)
        {
            fault = _choose(context.Request);
            Given += fault == S3Fault.None ? 0 : 1;
        }

        if (fault is S3Fault.SlowDown or S3Fault.InternalError)
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await RefuseAsync(context, fault == S3Fault.SlowDown ? 503 : 500, fault.ToString());
            return;
        }

        if (fault == S3Fault.Cut)
        {
            context.Abort();
            return;
        }

        if (fault == S3Fault.Silence)
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }

        using var answer = await ForwardAsync(context.Request);
        if (fault == S3Fault.AnswerLost)
        {
            await RefuseAsync(context, 500, "InternalError");
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !OwnHeaders.Contains(h.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (context.Request.Method == "HEAD")
        {
            return;
        }

        var body = await answer.Content.ReadAsByteArrayAsync();
        if (fault == S3Fault.CutInside)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(body);
    }

    async Task<HttpResponseMessage> ForwardAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        using var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_target + request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget));
        forwarded.Content = body.Length > 0 || request.Method is "PUT" or "POST" ? new ByteArrayContent(body.ToArray()) : null;
        foreach (var (name, values) in request.Headers.Where(h => !string.Equals(h.Key, "Host", StringComparison.OrdinalIgnoreCase) && !OwnHeaders.Contains(h.Key)))
        {
            if (!forwarded.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                forwarded.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return await Http.SendAsync(forwarded);
    }

    static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"<Error><Code>{code}</Code><Message>as ordered</Message></Error>")).AsTask();
    }
}
