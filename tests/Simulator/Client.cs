using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace AppleAnalytics.Simulator.Tests;

/// <summary>A plain HTTP client of a simulator, with a token of one key.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient _api;
    private readonly HttpClient _plain = new();

    public Client(SimulatorServer server, SimulatorCredentials? credentials = null, TimeProvider? clock = null)
    {
        _api = new HttpClient { BaseAddress = server.BaseAddress };
        _plain.BaseAddress = server.BaseAddress;
        _api.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", Token.For(credentials ?? server.Credentials, clock?.GetUtcNow()));
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }
        return _api.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellation = default) => _api.GetAsync(path, cancellation);

    /// <summary>Returns when the headers are there.</summary>
    public Task<HttpResponseMessage> OpenPlainAsync(string url) => _plain.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);

    public Task<HttpResponseMessage> GetPlainAsync(string url, Action<HttpRequestMessage>? prepare = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        prepare?.Invoke(request);
        return _plain.SendAsync(request);
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var response = await GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<JsonElement> ErrorAsync(string path, HttpStatusCode status, HttpMethod? method = null, string? json = null)
    {
        using var response = await SendAsync(method ?? HttpMethod.Get, path, json);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{path}: {(int)response.StatusCode} {text}");
        var error = JsonDocument.Parse(text).RootElement.GetProperty("errors")[0];
        Assert.Equal(((int)status).ToString(), error.GetProperty("status").GetString());
        Assert.All(["code", "title", "detail"], name => Assert.NotEmpty(error.GetProperty(name).GetString()!));
        return error;
    }

    /// <summary>All items of a list, following <c>links.next</c>.</summary>
    public async Task<List<JsonElement>> ListAsync(string path)
    {
        var items = new List<JsonElement>();
        for (var next = path; next is not null;)
        {
            var page = await JsonAsync(next);
            items.AddRange(page.GetProperty("data").EnumerateArray());
            next = page.GetProperty("links").TryGetProperty("next", out var link) ? link.GetString() : null;
        }
        return items;
    }

    public async Task<string> RequestOfAsync(long app, string access = "ONGOING") =>
        (await ListAsync($"/v1/apps/{app}/analyticsReportRequests?filter[accessType]={access}"))[0].GetProperty("id").GetString()!;

    public async Task<string> ReportOfAsync(long app, string name, string access = "ONGOING") =>
        (await ListAsync($"/v1/analyticsReportRequests/{await RequestOfAsync(app, access)}/reports?filter[name]={name}"))[0].GetProperty("id").GetString()!;

    public async Task<List<JsonElement>> InstancesOfAsync(long app, string name, string granularity = "DAILY", string access = "ONGOING") =>
        await ListAsync($"/v1/analyticsReports/{await ReportOfAsync(app, name, access)}/instances?filter[granularity]={granularity}&limit=200");

    public async Task<List<JsonElement>> SegmentsOfAsync(JsonElement instance) =>
        await ListAsync($"/v1/analyticsReportInstances/{instance.GetProperty("id").GetString()}/segments");

    public Task<HttpResponseMessage> PostRequestAsync(long app, string access = "ONGOING") => SendAsync(
        HttpMethod.Post, "/v1/analyticsReportRequests",
        JsonSerializer.Serialize(new
        {
            data = new
            {
                type = "analyticsReportRequests",
                attributes = new { accessType = access },
                relationships = new { app = new { data = new { type = "apps", id = app.ToString() } } },
            },
        }));

    public async Task<byte[]> DownloadAsync(JsonElement segment)
    {
        using var response = await GetPlainAsync(UrlOf(segment));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The lines of an instance, header first and once.</summary>
    public async Task<List<string>> LinesAsync(JsonElement instance)
    {
        var lines = new List<string>();
        foreach (var segment in await SegmentsOfAsync(instance))
        {
            var some = Gunzip(await DownloadAsync(segment)).TrimEnd('\n').Split('\n');
            lines.AddRange(lines.Count == 0 ? some : some[1..]);
        }
        return lines;
    }

    public async Task<string> PlainAsync(string path)
    {
        using var response = await GetPlainAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return text;
    }

    public void Dispose()
    {
        _api.Dispose();
        _plain.Dispose();
    }

    public static string UrlOf(JsonElement segment) => segment.GetProperty("attributes").GetProperty("url").GetString()!;

    public static string Attribute(JsonElement resource, string name) => resource.GetProperty("attributes").GetProperty(name).ToString();

    public static string Gunzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
