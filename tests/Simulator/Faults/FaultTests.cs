using System.Net;
using System.Text;
using System.Text.Json;
using AppleAnalytics.Simulator.Faults;
using AppleAnalytics.Simulator.Tests.Storage;

namespace AppleAnalytics.Simulator.Tests.Faults;

public sealed class FaultTests
{
    [Fact]
    public async Task ApiFaults_HitEachNthCall()
    {
        await using var server = await Simulated.StartAsync(new SimulatorFaults { Every429 = 2, Every500 = 3, HtmlErrorEvery = 5, RetryAfterSeconds = 7 });
        using var client = new Client(server);
        var answers = new List<HttpResponseMessage>();
        for (var k = 0; k < 6; k++)
        {
            answers.Add(await client.GetAsync("/v1/apps"));
        }

        Assert.Equal([200, 429, 500, 429, 502, 429], answers.Select(answer => (int)answer.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(7), answers[1].Headers.RetryAfter?.Delta);
        Assert.Equal("text/html", answers[4].Content.Headers.ContentType?.MediaType);
        server.Faults = new SimulatorFaults { Every429 = 1, RetryAfterSeconds = 7, RetryAfterAsDate = true };
        Assert.NotNull((await client.GetAsync("/v1/apps")).Headers.RetryAfter?.Date);
        server.Faults = new SimulatorFaults { Every429 = 1 };
        Assert.Null((await client.GetAsync("/v1/apps")).Headers.RetryAfter);
        server.Faults = new SimulatorFaults();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/apps")).StatusCode);
    }

    [Fact]
    public async Task DownloadFaults_PassOnTheNextTry()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var segment = await DownloadTests.SegmentAsync(server, client);
        var url = Client.UrlOf(segment);
        var good = await client.DownloadAsync(segment);

        server.Faults = new SimulatorFaults { CutDownloadEvery = 2 };
        Assert.Equal(good, await client.DownloadAsync(segment));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetPlainAsync(url));
        Assert.Equal(good, await client.DownloadAsync(segment));

        server.Faults = new SimulatorFaults { WrongMd5Every = 1 };
        var broken = await client.DownloadAsync(segment);
        Assert.Equal(good.Length, broken.Length);
        Assert.NotEqual(Client.Attribute(segment, "checksum"), DownloadTests.Md5(broken));

        server.Faults = new SimulatorFaults { SlowDownEvery = 1 };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetPlainAsync(url)).StatusCode);

        server.Faults = new SimulatorFaults { WrongChecksumEvery = 1 };
        Assert.NotEqual(Client.Attribute(segment, "checksum"), Client.Attribute(await DownloadTests.SegmentAsync(server, client), "checksum"));
    }

    [Fact]
    public async Task Silence_LastsUntilTheCallerGivesUp()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var segment = await DownloadTests.SegmentAsync(server, client);
        server.Faults = new SimulatorFaults { SilentEvery = 2, StalledDownloadEvery = 1 };

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/apps")).StatusCode);
        using var giveUp = new CancellationTokenSource();
        var silent = client.GetAsync("/v1/apps", giveUp.Token);
        using var stalled = await client.OpenPlainAsync(Client.UrlOf(segment));
        await using var body = await stalled.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[stalled.Content.Headers.ContentLength!.Value / 2]);
        var rest = body.ReadAsync(new byte[1], giveUp.Token).AsTask();
        Assert.False(silent.IsCompleted || rest.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silent);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rest);
    }

    [Fact]
    public async Task SegmentListFaults_HoldForThatListOnly()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var good = await DownloadTests.SegmentAsync(server, client);

        server.Faults = new SimulatorFaults { WrongSizeEvery = 2 };
        Assert.Equal(Client.Attribute(good, "sizeInBytes"), Client.Attribute(await DownloadTests.SegmentAsync(server, client), "sizeInBytes"));
        Assert.NotEqual(Client.Attribute(good, "sizeInBytes"), Client.Attribute(await DownloadTests.SegmentAsync(server, client), "sizeInBytes"));

        server.Faults = new SimulatorFaults { ExpiredUrlEvery = 1 };
        var expired = await DownloadTests.SegmentAsync(server, client);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetPlainAsync(Client.UrlOf(expired))).StatusCode);
        var fresh = (await client.JsonAsync($"/v1/analyticsReportSegments/{expired.GetProperty("id")}")).GetProperty("data");
        Assert.Equal(HttpStatusCode.OK, (await client.GetPlainAsync(Client.UrlOf(fresh))).StatusCode);

        server.Faults = new SimulatorFaults { ForeignDownloadHost = true };
        Assert.NotEqual(server.BaseAddress.Host, new Uri(Client.UrlOf(await DownloadTests.SegmentAsync(server, client))).Host);
    }

    [Fact]
    public async Task ClockSkew_RejectsTokensUntilTheyAreMadeByTheDateOfTheAnswer()
    {
        var clock = new HandClock();
        await using var server = await Simulated.StartAsync(options => options with { Clock = clock, Faults = new SimulatorFaults { ClockSkewSeconds = -600 } });
        using var early = new Client(server, clock: clock);
        using var refused = await early.GetAsync("/v1/apps");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        clock.Now = refused.Headers.Date!.Value;
        using var corrected = new Client(server, clock: clock);
        clock.Now += TimeSpan.FromSeconds(600);
        Assert.Equal(HttpStatusCode.OK, (await corrected.GetAsync("/v1/apps")).StatusCode);
    }

    [Fact]
    public async Task RoleTaken_IsForbiddenToEveryCall()
    {
        await using var server = await Simulated.StartAsync(new SimulatorFaults { RoleTaken = true });
        using var client = new Client(server);

        Assert.Equal("FORBIDDEN_ERROR", (await client.ErrorAsync("/v1/apps", HttpStatusCode.Forbidden)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(RateLimitForm.Usual, "user-hour-lim:100;user-hour-rem:99;user-minute-lim:10;user-minute-rem:9;")]
    [InlineData(RateLimitForm.RemainingUnstated, "user-hour-lim:100;user-hour-rem:-1;user-minute-lim:10;user-minute-rem:-1;")]
    [InlineData(RateLimitForm.UnknownKeys, "app-day-lim:unlimited;user-hour-lim:100;user-hour-rem:99;user-minute-lim:10;user-minute-rem:9;user-week-rem:7;note")]
    [InlineData(RateLimitForm.TwoHeaders, "user-hour-lim:100;user-hour-rem:99;", "user-minute-lim:10;user-minute-rem:9;")]
    [InlineData(RateLimitForm.Absent)]
    public async Task RateLimitHeader_HasEveryForm(RateLimitForm form, params string[] expected)
    {
        await using var server = await Simulated.StartAsync(
            options => options with { HourLimit = 100, MinuteLimit = 10, Faults = new SimulatorFaults { RateLimitForm = form } });
        using var client = new Client(server);
        using var answer = await client.GetAsync("/v1/apps");

        Assert.Equal(expected, answer.Headers.TryGetValues("X-Rate-Limit", out var values) ? values : []);
    }

    [Fact]
    public async Task Chaos_SetsItsFaultsAndTroublesThreeApps()
    {
        await using var server = await Simulated.StartAsync();
        var troubles = Chaos.Begin(server);
        using var client = new Client(server);

        Assert.Equal(3, troubles.Count);
        Assert.All(troubles, trouble => Assert.Contains(server.Apps, app => trouble.Contains(app.Name, StringComparison.Ordinal)));
        Assert.Equal(Chaos.Faults, JsonSerializer.Deserialize<SimulatorFaults>(await client.PlainAsync("/simulator/faults"), JsonSerializerOptions.Web));
        server.Faults = new SimulatorFaults();
        var fresh = server.Apps.Last(app => app.IsNew).Id;
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostRequestAsync(fresh)).StatusCode);
        Assert.Empty(await client.ListAsync($"/v1/apps/{fresh}/analyticsReportRequests?filter[accessType]=ONGOING"));
    }

    [Fact]
    public async Task Chaos_OneAppOnly_LeavesItAlone()
    {
        await using var server = await Simulated.StartAsync(options => options with { Apps = 1, NewApps = 0 });

        Assert.Empty(Chaos.Begin(server));
        Assert.Equal(Chaos.Faults, server.Faults);
    }

    [Fact]
    public async Task PagingFaults_LoopAndLeaveTheHost()
    {
        await using var server = await Simulated.StartAsync(new SimulatorFaults { PagingLoop = true });
        using var client = new Client(server);
        var second = (await client.JsonAsync("/v1/apps?limit=5")).GetProperty("links").GetProperty("next").GetString()!;
        Assert.Equal(second, (await client.JsonAsync(second)).GetProperty("links").GetProperty("next").GetString());
        server.Faults = new SimulatorFaults { ForeignNextHost = true };
        var foreign = new Uri((await client.JsonAsync("/v1/apps?limit=5")).GetProperty("links").GetProperty("next").GetString()!);
        Assert.NotEqual(server.BaseAddress.Host, foreign.Host);
    }

    [Fact]
    public async Task FileForms_ChangeTheFormOnly()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var plain = Client.Gunzip(await client.DownloadAsync(await DownloadTests.SegmentAsync(server, client)));

        Assert.Equal(plain.Replace("\n", "\r\n"), await InAsync(FileForm.CarriageReturns));
        Assert.Equal(plain, await InAsync(FileForm.TwoGzipMembers));
        Assert.Equal(string.Join('\t', plain.Split('\n')[0].Split('\t').Reverse()), (await InAsync(FileForm.ReversedColumns)).Split('\n')[0]);
        Assert.EndsWith("Territory\tFuture Metric\tCounts", (await InAsync(FileForm.UnknownColumn)).Split('\n')[0], StringComparison.Ordinal);
        server.Faults = new SimulatorFaults { FileForm = FileForm.ByteOrderMark };
        using var gzip = new System.IO.Compression.GZipStream(
            new MemoryStream(await client.DownloadAsync(await DownloadTests.SegmentAsync(server, client))), System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes.ToArray()[..3]);

        async Task<string> InAsync(FileForm form)
        {
            server.Faults = new SimulatorFaults { FileForm = form };
            return Client.Gunzip(await client.DownloadAsync(await DownloadTests.SegmentAsync(server, client)));
        }
    }
}
