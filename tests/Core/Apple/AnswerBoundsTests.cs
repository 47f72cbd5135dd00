using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Apple;

/// <summary>What an answer of the API may cost in memory.</summary>
public sealed class AnswerBoundsTests : IAsyncLifetime
{
    AppleHarness _apple = null!;

    public async Task InitializeAsync() => _apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    [Fact]
    public async Task AnyCall_CompressedAnswer_IsReadInflated()
    {
        var body = Gzip.Of(Serialize(Page([App(1, "One")])));
        _apple.Server.Get("/v1/apps", With(Bytes(body), "Content-Encoding", "gzip"));

        Assert.Equal("One", Assert.Single((await _apple.Client.ListAppsAsync(_apple.Meter)).Required).Name);
    }

    [Fact]
    public async Task AnyCall_AnswerInflatesBeyondTheBound_IsNotReadToItsEnd()
    {
        // 65 MiB of blanks before the document: JSON to a reader without a bound, and a few kilobytes on the wire.
        var body = Gzip.Of(new string(' ', 65 * 1024 * 1024) + Serialize(Page([App(1, "One")])));
        _apple.Server.Get("/v1/apps", With(Bytes(body), "Content-Encoding", "gzip"));

        var fault = await Assert.ThrowsAsync<TransientAppleException>(() => _apple.Client.ListAppsAsync(_apple.Meter));

        Assert.Contains("ConfigurationLimitExceeded", fault.Message);
        Assert.InRange(body.Length, 1, 1024 * 1024);
    }
}
