using System.Net;
using System.Text.Json;

namespace AppleAnalytics.Simulator.Tests.Http;

/// <summary>Documents look as Apple's do.</summary>
public sealed class ShapeTests
{
    [Fact]
    public async Task Documents_HaveApplesMembersAndNoOthers()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        var origin = server.BaseAddress.ToString().TrimEnd('/');

        var requests = await client.JsonAsync($"/v1/apps/{app}/analyticsReportRequests");
        Members(requests, "data", "links", "meta");
        Members(requests.GetProperty("links"), "self");
        Members(requests.GetProperty("meta").GetProperty("paging"), "total", "limit");
        Assert.Equal(50, requests.GetProperty("meta").GetProperty("paging").GetProperty("limit").GetInt32());
        var request = Assert.Single(requests.GetProperty("data").EnumerateArray());
        Members(request, "type", "id", "attributes", "relationships", "links");
        Members(request.GetProperty("attributes"), "accessType", "stoppedDueToInactivity");
        var id = request.GetProperty("id").GetString();
        Assert.True(Guid.TryParseExact(id, "D", out _));
        Assert.Equal($"{origin}/v1/analyticsReportRequests/{id}", request.GetProperty("links").GetProperty("self").GetString());
        Assert.Equal(
            $"{origin}/v1/analyticsReportRequests/{id}/reports",
            request.GetProperty("relationships").GetProperty("reports").GetProperty("links").GetProperty("related").GetString());

        var report = (await client.ListAsync($"/v1/analyticsReportRequests/{id}/reports?filter[name]=App Downloads Standard")).Single();
        Assert.Equal($"r3-{id}", report.GetProperty("id").GetString());
        Assert.Equal("analyticsReports", report.GetProperty("type").GetString());
        Assert.Equal("COMMERCE", Client.Attribute(report, "category"));
        Members(report.GetProperty("attributes"), "name", "category");

        var instance = (await client.ListAsync($"/v1/analyticsReports/r3-{id}/instances?limit=200"))[0];
        Assert.Equal("analyticsReportInstances", instance.GetProperty("type").GetString());
        Members(instance.GetProperty("attributes"), "granularity", "processingDate");
        Assert.Equal(instance.GetRawText(), (await client.JsonAsync($"/v1/analyticsReportInstances/{instance.GetProperty("id")}")).GetProperty("data").GetRawText());

        var segment = (await client.SegmentsOfAsync(instance))[0];
        Members(segment, "type", "id", "attributes", "links");
        Members(segment.GetProperty("attributes"), "checksum", "sizeInBytes", "url");
        var url = new Uri(Client.UrlOf(segment));
        Assert.StartsWith($"/asp-us-west-2/reports/{app}/APP_DOWNLOADS_STANDARD/DAILY/ONGOING/", url.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("X-Amz-Expires=300", url.Query, StringComparison.Ordinal);

        var one = await client.JsonAsync($"/v1/apps/{app}");
        Members(one, "data", "links");
        Assert.Equal(app.ToString(), one.GetProperty("data").GetProperty("id").GetString());
    }

    [Fact]
    public async Task SparseFields_LeaveOnlyWhatIsNamed()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = (await client.ListAsync("/v1/apps?fields[apps]=name,sku&sort=-name&limit=3"))[0];

        Members(app.GetProperty("attributes"), "name", "sku");
        Assert.False(app.TryGetProperty("relationships", out _));
    }

    [Fact]
    public async Task IncludeReports_AddsThemBounded()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var id = await client.RequestOfAsync(Simulated.Largest(server));
        var document = await client.JsonAsync($"/v1/analyticsReportRequests/{id}?include=reports&limit[reports]=7");

        Assert.Equal(7, document.GetProperty("included").GetArrayLength());
        Assert.Equal(7, document.GetProperty("data").GetProperty("relationships").GetProperty("reports").GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Lists_PageByNextLinksAndLoseNothing()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var id = await client.RequestOfAsync(Simulated.Largest(server));
        var first = await client.JsonAsync($"/v1/analyticsReportRequests/{id}/reports");
        var second = await client.JsonAsync(first.GetProperty("links").GetProperty("next").GetString()!);
        var all = await client.ListAsync($"/v1/analyticsReportRequests/{id}/reports?limit=17");

        Assert.Equal(50, first.GetProperty("data").GetArrayLength());
        Assert.Equal(134, first.GetProperty("meta").GetProperty("paging").GetProperty("total").GetInt32());
        Assert.NotEmpty(first.GetProperty("meta").GetProperty("paging").GetProperty("nextCursor").GetString()!);
        Assert.True(second.GetProperty("links").TryGetProperty("first", out _));
        Assert.Equal(134, all.Select(report => Client.Attribute(report, "name")).Distinct().Count());
        Assert.Equal(134, (await client.JsonAsync($"/v1/analyticsReportRequests/{id}/reports?limit=200")).GetProperty("data").GetArrayLength());
        Assert.Equal(134, (await client.ListAsync($"/v1/analyticsReportRequests/{id}/relationships/reports")).Count);
    }

    [Theory]
    [InlineData("/v1/apps?filter[state]=READY", "PARAMETER_ERROR.ILLEGAL", "filter[state]")]
    [InlineData("/v1/apps?limit=201", "PARAMETER_ERROR.INVALID", "limit")]
    [InlineData("/v1/apps?limit=0", "PARAMETER_ERROR.INVALID", "limit")]
    [InlineData("/v1/apps?limit=ten", "PARAMETER_ERROR.INVALID", "limit")]
    [InlineData("/v1/apps?sort=size", "PARAMETER_ERROR.INVALID", "sort")]
    [InlineData("/v1/apps?cursor=zzz", "PARAMETER_ERROR.INVALID", "cursor")]
    [InlineData("/v1/apps/{app}/analyticsReportRequests?filter[accessType]=DAILY", "PARAMETER_ERROR.INVALID", "filter[accessType]")]
    [InlineData("/v1/apps/{app}/analyticsReportRequests?include=app", "PARAMETER_ERROR.INVALID", "include")]
    [InlineData("/v1/apps/{app}/analyticsReportRequests?include=reports&limit[reports]=51", "PARAMETER_ERROR.INVALID", "limit[reports]")]
    [InlineData("/v1/analyticsReportRequests/{request}/reports?filter[category]=APP_STORE_COMMERCE", "PARAMETER_ERROR.INVALID", "filter[category]")]
    [InlineData("/v1/analyticsReports/r3-{request}/instances?filter[granularity]=HOURLY", "PARAMETER_ERROR.INVALID", "filter[granularity]")]
    [InlineData("/v1/analyticsReports/r3-{request}/instances?filter[processingDate]=20261101", "PARAMETER_ERROR.INVALID", "filter[processingDate]")]
    [InlineData("/v1/apps/{app}/customerReviews?filter[territory]=US", "PARAMETER_ERROR.INVALID", "filter[territory]")]
    [InlineData("/v1/apps/{app}/customerReviews?filter[createdDate]=2026-01-01", "PARAMETER_ERROR.ILLEGAL", "filter[createdDate]")]
    public async Task BadParameter_Is400AndNamed(string path, string code, string parameter)
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        path = path.Replace("{app}", app.ToString()).Replace("{request}", await client.RequestOfAsync(app));
        var error = await client.ErrorAsync(path, HttpStatusCode.BadRequest);

        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(parameter, error.GetProperty("source").GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("GET", "/v1/analyticsReportRequests", HttpStatusCode.Forbidden, "FORBIDDEN_ERROR")]
    [InlineData("PATCH", "/v1/analyticsReportRequests/{request}", HttpStatusCode.Forbidden, "FORBIDDEN_ERROR")]
    [InlineData("DELETE", "/v1/apps/{app}", HttpStatusCode.Forbidden, "FORBIDDEN_ERROR")]
    [InlineData("PUT", "/v1/apps/{app}", HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED")]
    [InlineData("GET", "/v1/analyticsReportRequests/{request}/instances", HttpStatusCode.NotFound, "PATH_ERROR")]
    [InlineData("GET", "/v1/analyticsReports/r3-{request}/segments", HttpStatusCode.NotFound, "PATH_ERROR")]
    [InlineData("GET", "/v1/analyticsRequests/{request}", HttpStatusCode.NotFound, "PATH_ERROR")]
    [InlineData("GET", "/v2/apps", HttpStatusCode.NotFound, "PATH_ERROR")]
    [InlineData("GET", "/", HttpStatusCode.NotFound, "PATH_ERROR")]
    [InlineData("GET", "/v1/apps/1", HttpStatusCode.NotFound, "NOT_FOUND")]
    [InlineData("GET", "/v1/analyticsReports/r5-{request}", HttpStatusCode.NotFound, "NOT_FOUND")]
    [InlineData("GET", "/v1/analyticsReportRequests/00000000-0000-4000-8000-000000000000", HttpStatusCode.NotFound, "NOT_FOUND")]
    [InlineData("GET", "/v1/analyticsReportInstances/{request}/segments", HttpStatusCode.NotFound, "NOT_FOUND")]
    public async Task WhatDoesNotExist_IsRefusedAsAppleDoes(string method, string path, HttpStatusCode status, string code)
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);
        path = path.Replace("{app}", app.ToString()).Replace("{request}", await client.RequestOfAsync(app));

        Assert.Equal(code, (await client.ErrorAsync(path, status, new HttpMethod(method))).GetProperty("code").GetString());
    }

    [Fact]
    public async Task WrongReportName_IsASilentEmptyList()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var id = await client.RequestOfAsync(Simulated.Largest(server));

        Assert.Empty(await client.ListAsync($"/v1/analyticsReportRequests/{id}/reports?filter[name]=App Store Downloads"));
    }

    [Fact]
    public async Task MissingAgreement_Is403ForTheAppOrTheAccount()
    {
        await using var server = await Simulated.StartAsync();
        using var client = new Client(server);
        var app = Simulated.Largest(server);

        server.SetAgreementsMissing(app, on: true);
        var error = await client.ErrorAsync($"/v1/apps/{app}/analyticsReportRequests", HttpStatusCode.Forbidden);
        Assert.Equal("FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED", error.GetProperty("code").GetString());
        Assert.NotEmpty(await client.ListAsync("/v1/apps"));
        server.SetAgreementsMissing(app, on: false);
        Assert.NotEmpty(await client.ListAsync($"/v1/apps/{app}/analyticsReportRequests"));
        server.SetAgreementsMissing(null, on: true);
        await client.ErrorAsync("/v1/apps", HttpStatusCode.Forbidden);
    }

    private static void Members(JsonElement element, params string[] names) =>
        Assert.Equal(names, element.EnumerateObject().Select(member => member.Name));
}
