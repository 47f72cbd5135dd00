using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace AppleAnalytics.Simulator.Tests.Storage;

public sealed class DownloadTests
{
    [Fact]
    public async Task File_HasTheChecksumAndSizeOfItsSegment()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var segment = await SegmentAsync(server, client);
        using var response = await client.GetPlainAsync(Client.UrlOf(segment));
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(Client.Attribute(segment, "checksum"), Md5(bytes));
        Assert.Equal(Client.Attribute(segment, "sizeInBytes"), bytes.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
        Assert.Equal($"\"{Md5(bytes)}\"", response.Headers.ETag?.Tag);
        Assert.False(response.Headers.Contains("X-Rate-Limit"));
    }

    [Fact]
    public async Task Range_IsServed()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var url = Client.UrlOf(await SegmentAsync(server, client));
        var whole = await (await client.GetPlainAsync(url)).Content.ReadAsByteArrayAsync();

        using var middle = await client.GetPlainAsync(url, request => request.Headers.Range = new RangeHeaderValue(10, 29));
        Assert.Equal(HttpStatusCode.PartialContent, middle.StatusCode);
        Assert.Equal(whole[10..30], await middle.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes 10-29/{whole.Length}", middle.Content.Headers.ContentRange?.ToString());
        using var rest = await client.GetPlainAsync(url, request => request.Headers.Range = new RangeHeaderValue(40, null));
        Assert.Equal(whole[40..], await rest.Content.ReadAsByteArrayAsync());
        using var tail = await client.GetPlainAsync(url, request => request.Headers.Range = new RangeHeaderValue(null, 5));
        Assert.Equal(whole[^5..], await tail.Content.ReadAsByteArrayAsync());
        using var beyond = await client.GetPlainAsync(url, request => request.Headers.Range = new RangeHeaderValue(whole.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task Url_RefusesAnAuthorizationHeader()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var url = Client.UrlOf(await SegmentAsync(server, client));
        using var response = await client.GetAsync(url);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("<Code>InvalidArgument</Code>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Url_ExpiresAfterFiveMinutesAndIsMintedAnew()
    {
        var clock = new HandClock();
        await using var server = await Simulated.StartAsync(options => options with { Clock = clock });
        using var client = new Client(server, clock: clock);
        var segment = await SegmentAsync(server, client);
        clock.Now += TimeSpan.FromSeconds(299);
        Assert.Equal(HttpStatusCode.OK, (await client.GetPlainAsync(Client.UrlOf(segment))).StatusCode);
        clock.Now += TimeSpan.FromSeconds(1);
        using var late = await client.GetPlainAsync(Client.UrlOf(segment));
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Contains("Request has expired", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var fresh = (await client.JsonAsync($"/v1/analyticsReportSegments/{segment.GetProperty("id")}")).GetProperty("data");
        Assert.Equal(Client.Attribute(segment, "checksum"), Client.Attribute(fresh, "checksum"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetPlainAsync(Client.UrlOf(fresh))).StatusCode);
    }

    [Fact]
    public async Task Url_ThatWasChangedIsRefused()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var url = Client.UrlOf(await SegmentAsync(server, client));

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetPlainAsync(url.Replace("Expires=300", "Expires=3000"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetPlainAsync(url[..^1] + (url[^1] == '0' ? '1' : '0'))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetPlainAsync(url[..url.IndexOf('?')])).StatusCode);
    }

    internal static async Task<JsonElement> SegmentAsync(SimulatorServer server, Client client) =>
        (await client.SegmentsOfAsync((await client.InstancesOfAsync(Simulated.Largest(server), "App Downloads Standard"))[^1]))[0];

#pragma warning disable CA5351 // Apple's checksum is MD5.
    internal static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
