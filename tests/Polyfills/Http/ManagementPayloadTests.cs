using System.Net;
using System.Text.Json;
using AppleAnalytics.Polyfills.Tests.Fakes;
using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Polyfills.Tests.Http;

public sealed class ManagementPayloadTests
{
    private const string Instance = "http://localhost:7071/runtime/webhooks/durabletask/instances/a%3Ab";

    private readonly FakeClient _client = new();
    private readonly FakeHttpRequest _request = new(FakeFunctionContext.WithSerializer());

    [Fact]
    public void Payload_FromARequest_HasEveryUrlTheOfficialOneHas()
    {
        var payload = _client.CreateHttpManagementPayload("a:b", _request);

        Assert.Equal("a:b", payload.Id);
        Assert.Equal(Instance, payload.StatusQueryGetUri);
        Assert.Equal(Instance, payload.PurgeHistoryDeleteUri);
        Assert.Equal(Instance + "/raiseEvent/{eventName}", payload.SendEventPostUri);
        Assert.Equal(Instance + "/terminate?reason={text}", payload.TerminatePostUri);
        Assert.Equal(Instance + "/suspend?reason={text}", payload.SuspendPostUri);
        Assert.Equal(Instance + "/resume?reason={text}", payload.ResumePostUri);
        Assert.Equal(Instance + "/rewind?reason={text}", payload.RewindPostUri);
        Assert.Equal(Instance + "/restart", payload.RestartPostUri);
    }

    [Fact]
    public void Payload_WithoutARequest_IsAnError() =>
        Assert.Throws<InvalidOperationException>(() => _client.CreateHttpManagementPayload("a"));

    [Fact]
    public void Payload_WithoutAnId_IsAnArgumentError() =>
        Assert.Throws<ArgumentException>(() => _client.CreateHttpManagementPayload("", _request));

    [Theory]
    [InlineData("Forwarded", "proto=https; host=example.com", "https://example.com")]
    [InlineData("Forwarded", "host=example.com", "http://example.com")]
    [InlineData("Forwarded", "proto=https", "https://localhost:7071")]
    [InlineData("X-Forwarded-Host", "example.com", "http://example.com")]
    [InlineData("X-Forwarded-Proto", "https", "https://localhost:7071")]
    public void Payload_BehindAProxy_HasThePublicBaseUrl(string header, string value, string expected)
    {
        _request.Headers.Add(header, value);

        var payload = _client.CreateHttpManagementPayload("i", _request);

        Assert.Equal(expected + "/runtime/webhooks/durabletask/instances/i", payload.StatusQueryGetUri);
    }

    [Fact]
    public async Task CheckStatusResponse_IsAcceptedWithLocationAndPascalCaseJson()
    {
        var response = await _client.CreateCheckStatusResponseAsync(_request, "a:b");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal([Instance], response.Headers.GetValues("Location"));
        Assert.Equal(["application/json"], response.Headers.GetValues("Content-Type"));
        Assert.False(response.Headers.Contains("Retry-After"));
        using var json = JsonDocument.Parse(FakeHttpResponse.TextOf(response));
        Assert.Equal("a:b", json.RootElement.GetProperty("Id").GetString());
        Assert.Equal(Instance + "/restart", json.RootElement.GetProperty("RestartPostUri").GetString());
    }

    [Fact]
    public void CheckStatusResponse_Synchronous_TakesTheGivenStatusCode()
    {
        Assert.Equal(HttpStatusCode.OK, _client.CreateCheckStatusResponse(_request, "i", HttpStatusCode.OK).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, _client.CreateCheckStatusResponse(_request, "i").StatusCode);
    }

    [Fact]
    public async Task CheckStatusResponse_NoSerializer_IsAnError() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _client.CreateCheckStatusResponseAsync(
            new FakeHttpRequest(FakeFunctionContext.WithoutSerializer()), "i"));
}
