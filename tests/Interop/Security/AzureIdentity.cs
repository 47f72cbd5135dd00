using System.Collections.Concurrent;
using AppleAnalytics.Interop.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Interop.Tests.Security;

/// <summary>
/// What a function app in Azure has beside it: the managed identity's endpoint, as App Service serves it. Also passes calls of STS on to
/// moto, which knows no call without a signature while it checks them.
/// </summary>
sealed class AzureIdentity : IAsyncDisposable
{
    const string Header = "the-identity-header";
    static readonly HttpClient Http = new();

    readonly WebApplication _app;
    readonly Moto _moto;

    AzureIdentity(WebApplication app, Moto moto) => (_app, _moto) = (app, moto);

    /// <summary>The token given out.</summary>
    public static string Token => "header.of-the-managed-identity.signature";

    /// <summary>What tokens were asked for: resource and client id.</summary>
    public ConcurrentQueue<(string Resource, string ClientId)> Asked { get; } = new();

    /// <summary>Bodies of calls to STS.</summary>
    public ConcurrentQueue<string> Assumed { get; } = new();

    /// <summary>The environment of a process that has the identity.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["IDENTITY_ENDPOINT"] = $"{_app.Urls.Single()}/msi/token",
        ["IDENTITY_HEADER"] = Header,
        ["AWS_ENDPOINT_URL_STS"] = _app.Urls.Single(),
    };

    public static async Task<AzureIdentity> StartAsync(Moto moto)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var identity = new AzureIdentity(app, moto);
        app.MapGet("/msi/token", identity.Give);
        app.MapPost("/", identity.AssumeAsync);
        await app.StartAsync();
        return identity;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    IResult Give(HttpRequest request)
    {
        if (request.Headers["X-IDENTITY-HEADER"] != Header || request.Query["api-version"] != "2019-08-01")
        {
            return Results.Json(new { statusCode = 400, message = "not the protocol of App Service" }, statusCode: 400);
        }

        Asked.Enqueue((request.Query["resource"].ToString(), request.Query["client_id"].ToString()));
        return Results.Json(new
        {
            access_token = Token,
            expires_on = DateTimeOffset.UtcNow.AddHours(6).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            resource = request.Query["resource"].ToString(),
            token_type = "Bearer",
            client_id = request.Query["client_id"].ToString(),
        });
    }

    async Task<IResult> AssumeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        if (request.Headers.ContainsKey("Authorization"))
        {
            return Results.Text("<ErrorResponse><Error><Code>AccessDenied</Code><Message>signed</Message></Error></ErrorResponse>", "text/xml", statusCode: 403);
        }

        Assumed.Enqueue(body);
        await _moto.EnforceAsync(false);
        using var forwarded = new HttpRequestMessage(HttpMethod.Post, _moto.Url) { Content = new StringContent(body, null, "application/x-www-form-urlencoded") };
        forwarded.Headers.Host = "sts.us-east-1.amazonaws.com";
        using var answer = await Http.SendAsync(forwarded);
        var text = await answer.Content.ReadAsStringAsync();
        await _moto.EnforceAsync();
        return Results.Text(text, "text/xml", statusCode: (int)answer.StatusCode);
    }
}
