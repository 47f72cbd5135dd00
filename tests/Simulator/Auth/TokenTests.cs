using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace AppleAnalytics.Simulator.Tests.Auth;

public sealed class TokenTests
{
    [Fact]
    public async Task Call_WithProperToken_IsAnswered()
    {
        await using var server = await Simulated.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, Token.For(server.Credentials)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, Token.For(server.IndividualCredentials)));
    }

    [Fact]
    public async Task Call_WithAnyFlawInTheToken_Is401()
    {
        await using var server = await Simulated.StartAsync();
        var key = server.Credentials;
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var flawed = new Dictionary<string, string?>
        {
            ["no token"] = null,
            ["no JWT"] = "abc",
            ["another key's signature"] = Token.For(key with { PrivateKeyPem = server.CredentialsFor(SimulatorRole.Finance).PrivateKeyPem }),
            ["DER signature"] = Token.For(key, format: DSASignatureFormat.Rfc3279DerSequence),
            ["changed claims"] = Changed(Token.For(key)),
            ["unknown kid"] = Token.For(key, header: header => header["kid"] = "AAAAAAAAAA"),
            ["no kid"] = Token.For(key, header: header => header.Remove("kid")),
            ["other alg"] = Token.For(key, header: header => header["alg"] = "HS256"),
            ["no typ"] = Token.For(key, header: header => header.Remove("typ")),
            ["other audience"] = Token.For(key, claims: claims => claims["aud"] = "appstoreconnect-v2"),
            ["other issuer"] = Token.For(key, claims: claims => claims["iss"] = Guid.NewGuid().ToString()),
            ["no issuer"] = Token.For(key, claims: claims => claims.Remove("iss")),
            ["subject on a team key"] = Token.For(key, claims: claims => claims["sub"] = "user"),
            ["individual key with issuer"] = Token.For(server.IndividualCredentials, claims: claims => claims["iss"] = key.IssuerId!),
            ["no iat"] = Token.For(key, claims: claims => claims.Remove("iat")),
            ["no exp"] = Token.For(key, claims: claims => claims.Remove("exp")),
            ["21 minutes"] = Token.For(key, claims: claims => claims["exp"] = now + (21 * 60)),
            ["expired"] = Token.For(key, DateTimeOffset.UtcNow.AddMinutes(-30)),
            ["from the future"] = Token.For(key, DateTimeOffset.UtcNow.AddMinutes(5)),
            ["exp as text"] = Token.For(key, claims: claims => claims["exp"] = "soon"),
        };
        foreach (var (flaw, token) in flawed)
        {
            var status = await StatusAsync(server, token);
            Assert.True(status == HttpStatusCode.Unauthorized, $"{flaw}: {status}");
        }
    }

    [Fact]
    public async Task Token_ExpiresByTheSimulatorsClock()
    {
        var clock = new HandClock();
        await using var server = await Simulated.StartAsync(options => options with { Clock = clock });
        var token = Token.For(server.Credentials, clock.Now);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, token));
        clock.Now += TimeSpan.FromMinutes(20);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, token));
    }

    [Fact]
    public async Task ScopedToken_IsGoodForItsPathOnly()
    {
        await using var server = await Simulated.StartAsync();
        var token = Token.For(server.Credentials, claims: claims => claims["scope"] = new[] { "GET /v1/apps?limit=10" });

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, token, $"/v1/apps/{server.Apps[0].Id}"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(server, token, "/v1/analyticsReportRequests", HttpMethod.Post));
    }

    [Theory]
    [InlineData(SimulatorRole.Admin, true, true, true)]
    [InlineData(SimulatorRole.SalesAndReports, true, false, false)]
    [InlineData(SimulatorRole.Finance, true, false, false)]
    [InlineData(SimulatorRole.CustomerSupport, false, false, true)]
    [InlineData(SimulatorRole.Developer, false, false, true)]
    public async Task Role_DecidesWhatIsAllowed(SimulatorRole role, bool reads, bool creates, bool reviews)
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server, server.CredentialsFor(role));
        var app = Simulated.Largest(server);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/apps")).StatusCode);
        Assert.Equal(Allowed(reads), (await client.GetAsync($"/v1/apps/{app}/analyticsReportRequests")).StatusCode);
        Assert.Equal(Allowed(reviews), (await client.GetAsync($"/v1/apps/{app}/customerReviews")).StatusCode);
        Assert.Equal(
            creates ? HttpStatusCode.Created : HttpStatusCode.Forbidden, (await client.PostRequestAsync(Simulated.New(server))).StatusCode);
    }

    private static HttpStatusCode Allowed(bool allowed) => allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden;

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{parts[1][..^2]}{(parts[1][^2] == 'A' ? 'B' : 'A')}{parts[1][^1]}.{parts[2]}";
    }

    private static async Task<HttpStatusCode> StatusAsync(SimulatorServer server, string? token, string path = "/v1/apps", HttpMethod? method = null)
    {
        using var http = new HttpClient { BaseAddress = server.BaseAddress };
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return response.StatusCode;
    }
}
