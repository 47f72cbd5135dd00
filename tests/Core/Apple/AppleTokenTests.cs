using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Apple;

public sealed class AppleTokenTests
{
    [Fact]
    public async Task Token_TeamKey_IsES256WithApplesClaims()
    {
        await using var apple = await AppleHarness.StartAsync();
        apple.Server.Get("/v1/apps", Json(Page([])));

        await apple.Client.ListAppsAsync(apple.Meter);

        var token = Token(apple, 0);
        var parts = token.Split('.');
        Assert.Equal("""{"alg":"ES256","kid":"KEY1234567","typ":"JWT"}""", Decode(parts[0]));
        using var claims = JsonDocument.Parse(Decode(parts[1]));
        var now = apple.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal("11111111-2222-3333-4444-555555555555", claims.RootElement.GetProperty("iss").GetString());
        Assert.Equal("appstoreconnect-v1", claims.RootElement.GetProperty("aud").GetString());
        Assert.Equal(now - 60, claims.RootElement.GetProperty("iat").GetInt64());
        Assert.Equal(now - 60 + (15 * 60), claims.RootElement.GetProperty("exp").GetInt64());
        Assert.Equal(4, claims.RootElement.EnumerateObject().Count());
        var signature = Base64Url.DecodeFromChars(parts[2]);
        Assert.Equal(64, signature.Length);
        Assert.True(apple.Key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task Token_IndividualKey_NamesTheUserInsteadOfAnIssuer()
    {
        await using var apple = await AppleHarness.StartAsync(issuer: null);
        apple.Server.Get("/v1/apps", Json(Page([])));

        await apple.Client.ListAppsAsync(apple.Meter);

        using var claims = JsonDocument.Parse(Decode(Token(apple, 0).Split('.')[1]));
        Assert.Equal("user", claims.RootElement.GetProperty("sub").GetString());
        Assert.False(claims.RootElement.TryGetProperty("iss", out _));
    }

    [Fact]
    public async Task Token_IsKeptUntilThreeMinutesBeforeItsEnd()
    {
        await using var apple = await AppleHarness.StartAsync();
        apple.Server.Get("/v1/apps", Json(Page([])));

        await apple.Client.ListAppsAsync(apple.Meter);
        apple.Time.Advance(TimeSpan.FromMinutes(10));
        await apple.Client.ListAppsAsync(apple.Meter);
        apple.Time.Advance(TimeSpan.FromMinutes(2));
        await apple.Client.ListAppsAsync(apple.Meter);

        Assert.Equal(Token(apple, 0), Token(apple, 1));
        Assert.NotEqual(Token(apple, 1), Token(apple, 2));
    }

    [Fact]
    public async Task Rejected_ClockIsBehind_TheNextTokenAllowsForIt()
    {
        await using var apple = await AppleHarness.StartAsync();
        var there = apple.Time.GetUtcNow().AddMinutes(40);
        apple.Server.Get(
            "/v1/apps",
            With(Error(401, "NOT_AUTHORIZED"), "Date", there.ToString("R", CultureInfo.InvariantCulture)),
            Json(Page([])));

        var apps = await apple.Client.ListAppsAsync(apple.Meter);

        Assert.True(apps.IsOk);
        using var claims = JsonDocument.Parse(Decode(Token(apple, 1).Split('.')[1]));
        Assert.InRange(claims.RootElement.GetProperty("iat").GetInt64(), there.ToUnixTimeSeconds() - 61, there.ToUnixTimeSeconds() - 59);
        Assert.Contains(apple.Logs.Lines, l => l.Contains("clock differs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejected_Twice_IsUnauthorizedAfterExactlyOneRenewal()
    {
        await using var apple = await AppleHarness.StartAsync();
        apple.Server.Get("/v1/apps", Error(401, "NOT_AUTHORIZED"));

        var apps = await apple.Client.ListAppsAsync(apple.Meter);

        Assert.Equal(AppleResultKind.Unauthorized, apps.Kind);
        Assert.Contains("KEY1234567", apps.Message);
        Assert.Contains("Apple__IssuerId", apps.Message);
        Assert.Equal(2, apple.Server.Requests.Count);
        Assert.NotEqual(Token(apple, 0), Token(apple, 1));
    }

    static string Token(AppleHarness apple, int request) => apple.Server.Requests[request].Header("Authorization")!["Bearer ".Length..];

    static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
