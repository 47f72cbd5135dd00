using System.Net;

namespace AppleAnalytics.Simulator.Tests.Http;

public sealed class QuotaTests
{
    [Fact]
    public async Task EveryAnswer_CountsDownAndTheHourRolls()
    {
        var clock = new HandClock();
        await using var server = await Simulated.StartAsync(options => options with { Clock = clock, HourLimit = 3 });
        using var client = new Client(server, clock: clock);

        Assert.Equal("user-hour-lim:3;user-hour-rem:2;", await LimitAsync(client, "/v1/apps", HttpStatusCode.OK));
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("user-hour-lim:3;user-hour-rem:1;", await LimitAsync(client, "/v1/apps?limit=0", HttpStatusCode.BadRequest));
        Assert.Equal("user-hour-lim:3;user-hour-rem:0;", await LimitAsync(client, "/v1/nothing", HttpStatusCode.NotFound));
        Assert.Equal("user-hour-lim:3;user-hour-rem:0;", await LimitAsync(client, "/v1/apps", HttpStatusCode.TooManyRequests));
        clock.Now += TimeSpan.FromMinutes(59);
        using var later = new Client(server, clock: clock);
        Assert.Equal("user-hour-lim:3;user-hour-rem:0;", await LimitAsync(later, "/v1/apps", HttpStatusCode.OK));
    }

    [Fact]
    public async Task AnotherKey_HasItsOwnQuota()
    {
        await using var server = await Simulated.StartAsync(options => options with { HourLimit = 1 });
        using var admin = new Client(server);
        using var finance = new Client(server, server.CredentialsFor(SimulatorRole.Finance));

        await LimitAsync(admin, "/v1/apps", HttpStatusCode.OK);
        await LimitAsync(admin, "/v1/apps", HttpStatusCode.TooManyRequests);
        await LimitAsync(finance, "/v1/apps", HttpStatusCode.OK);
    }

    [Fact]
    public async Task MinuteLimit_IsToldAndEnforced()
    {
        var clock = new HandClock();
        await using var server = await Simulated.StartAsync(options => options with
        {
            Clock = clock, HourLimit = 10, MinuteLimit = 1, Faults = new() { RetryAfterSeconds = 5 },
        });
        using var client = new Client(server, clock: clock);

        Assert.Equal("user-hour-lim:10;user-hour-rem:9;user-minute-lim:1;user-minute-rem:0;", await LimitAsync(client, "/v1/apps", HttpStatusCode.OK));
        clock.Now += TimeSpan.FromSeconds(20);
        using var refused = await client.GetAsync("/v1/apps");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(40), refused.Headers.RetryAfter?.Delta);
        clock.Now += TimeSpan.FromSeconds(40);
        await LimitAsync(client, "/v1/apps", HttpStatusCode.OK);
    }

    private static async Task<string> LimitAsync(Client client, string path, HttpStatusCode status)
    {
        using var response = await client.GetAsync(path);
        Assert.Equal(status, response.StatusCode);
        return response.Headers.GetValues("X-Rate-Limit").Single();
    }
}
