using System.Net;
using System.Text;
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
