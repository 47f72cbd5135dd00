using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Apple;

public sealed class SegmentStreamTests : IAsyncLifetime
{
    const string File = "/files/0.csv.gz";

    static readonly byte[] Content = Gzip.Noise(300_000);

    readonly TaskCompletionSource _cut = new();

    AppleHarness _apple = null!;

    public async Task InitializeAsync() => _apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    [Fact]
    public async Task Read_SendsNoAuthorization_AndGivesTheBytes()
    {
        _apple.Server.Get(File, Bytes(Content));

        Assert.Equal(Content, await ReadAsync());
        Assert.Null(_apple.Server.Requests[0].Header("Authorization"));
        Assert.Equal((1, Content.Length), (_apple.Meter.Total.Downloads, (int)_apple.Meter.Total.DownloadedBytes));
        Assert.Empty(_apple.Meter.Total.Calls);
    }

    [Fact]
    public async Task Read_ConnectionCut_ResumesByRange()
    {
        _apple.Server.Get(File, CutAfter(Content, 200_000, _cut.Task, "\"tag\""), Ranged(Content));

        Assert.Equal(Content, await ReadAsync(cutAfter: 200_000));
        var resumed = _apple.Server.Requests[1];
        Assert.Equal("bytes=200000-", resumed.Header("Range"));
        Assert.Equal("\"tag\"", resumed.Header("If-Range"));
        Assert.Null(resumed.Header("Authorization"));
    }

    [Fact]
    public async Task Read_ConnectionCutAndServerKnowsNoRange_ReadsOnFromTheBeginning()
    {
        _apple.Server.Get(File, CutAfter(Content, 150_000, _cut.Task), Bytes(Content));

        Assert.Equal(Content, await ReadAsync(cutAfter: 150_000));
    }

    [Fact]
    public async Task Read_CutAgainAndAgainWithoutProgress_IsTransient()
    {
        _apple.Server.Get(File, CutAfter(Content, 10, _cut.Task));
        var opened = await _apple.Client.OpenSegmentAsync(Segment(), _apple.Meter);
        await using var stream = opened.Required;
        await stream.ReadExactlyAsync(new byte[10]);
        _cut.SetResult();

        var fault = await Assert.ThrowsAsync<TransientAppleException>(() => stream.CopyToAsync(Stream.Null));

        Assert.Same(fault, stream.Fault);
        Assert.InRange(_apple.Server.Requests.Count, 4, 17);
    }

    [Fact]
    public async Task Read_ServerFallsSilent_ResumesAfterTheTimeLimit()
    {
        _apple.Server.Get(
            File,
            async context =>
            {
                context.Response.ContentLength = Content.Length;
                await context.Response.Body.WriteAsync(Content.AsMemory(0, 100_000));
                await context.Response.Body.FlushAsync();
                await Silence(new SemaphoreSlim(0))(context);
            },
            Ranged(Content));
        await using var stream = (await _apple.Client.OpenSegmentAsync(Segment(), _apple.Meter)).Required;
        var beginning = new byte[100_000];
        await stream.ReadExactlyAsync(beginning);
        using var rest = new MemoryStream();

        var reading = stream.CopyToAsync(rest);
        _apple.Time.Advance(TimeSpan.FromSeconds(61));
        await reading;

        Assert.Equal<byte>(Content, beginning.Concat(rest.ToArray()).ToArray());
        Assert.Equal("bytes=100000-", _apple.Server.Requests[1].Header("Range"));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(400)]
    [InlineData(404)]
    public async Task Open_AddressExpired_IsAskedForAnew(int status)
    {
        _apple.Server.Get("/files/old.gz", Status(status)).Get(File, Bytes(Content));
        _apple.Server.Get("/v1/analyticsReportSegments/s-1", Json(new { data = Answers.Segment("s-1", _apple.DownloadUrl(), Content) }));

        Assert.Equal(Content, await ReadAsync(_apple.DownloadUrl("old.gz")));
        Assert.Equal(1, _apple.Meter.Total.Calls["segment"]);
    }

    [Fact]
    public async Task Read_AddressExpiresWhileResuming_GoesOnWithTheNewOne()
    {
        _apple.Server.Get("/files/old.gz", CutAfter(Content, 150_000, _cut.Task), Status(403)).Get(File, Ranged(Content));
        _apple.Server.Get("/v1/analyticsReportSegments/s-1", Json(new { data = Answers.Segment("s-1", _apple.DownloadUrl(), Content) }));

        Assert.Equal(Content, await ReadAsync(_apple.DownloadUrl("old.gz"), cutAfter: 150_000));
    }

    [Fact]
    public async Task Open_NewAddressIsRefusedToo_IsUnusableWithoutALoop()
    {
        _apple.Server.Get(File, Status(403));
        _apple.Server.Get("/v1/analyticsReportSegments/s-1", Json(new { data = Answers.Segment("s-1", _apple.DownloadUrl(), Content) }));

        var opened = await _apple.Client.OpenSegmentAsync(Segment(), _apple.Meter);

        Assert.Equal(AppleResultKind.Unusable, opened.Kind);
        Assert.Contains("also with a new address", opened.Message);
        Assert.Equal(2, _apple.Meter.Total.Calls["segment"]);
    }

    [Fact]
    public async Task Open_NewAddressIsRateLimited_IsDeferred()
    {
        _apple.Server.Get(File, Status(403));
        _apple.Server.Get("/v1/analyticsReportSegments/s-1", With(Error(429, "RATE_LIMIT_EXCEEDED"), "Retry-After", "60"));

        Assert.Equal(AppleResultKind.Deferred, (await _apple.Client.OpenSegmentAsync(Segment(), _apple.Meter)).Kind);
    }

    [Theory]
    [InlineData("http://elsewhere.example/0.csv.gz")]
    [InlineData("http://localhost:1/0.csv.gz")]
    [InlineData("ftp://127.0.0.1/0.csv.gz")]
    [InlineData("https://elsewhere.example/0.csv.gz")]
    [InlineData("https://evilamazonaws.com/0.csv.gz")]
    [InlineData("https://amazonaws.com.elsewhere.example/0.csv.gz")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://asp-us-west-2.s3.us-west-2.amazonaws.com/0.csv.gz")]
    public async Task Open_NeitherHttpsAtApplesHostsNorTheApisOwnMachine_IsNotFollowed(string url)
    {
        var opened = await _apple.Client.OpenSegmentAsync(new("s-1", null, null, new(url)), _apple.Meter);

        Assert.Equal(AppleResultKind.Unusable, opened.Kind);
        Assert.Contains("not followed", opened.Message);
        Assert.Contains("Apple__DownloadHosts", opened.Message);
        Assert.Empty(_apple.Server.Requests);
    }

    [Theory]
    [InlineData("https://asp-us-west-2.s3.us-west-2.amazonaws.com/reports/0.csv.gz")]
    [InlineData("https://S3.AMAZONAWS.COM/0.csv.gz")]
    [InlineData("https://reports.apple.com/0.csv.gz")]
    public void Allows_WhereAppleKeepsThem(string url) => Assert.True(_apple.Get<SegmentDownloads>().Allows(new(url)));

    [Fact]
    public async Task Open_Redirect_IsNotFollowed()
    {
        _apple.Server.Get(File, With(Status(302), "Location", "/elsewhere"));

        Assert.Equal(AppleResultKind.Unusable, (await _apple.Client.OpenSegmentAsync(Segment(), _apple.Meter)).Kind);
        Assert.Single(_apple.Server.Requests);
    }

    [Fact]
    public async Task Open_ServerFaults_IsRetriedThenTransient()
    {
        _apple.Server.Get(File, Status(503));

        await Assert.ThrowsAsync<TransientAppleException>(() => _apple.Client.OpenSegmentAsync(Segment(), _apple.Meter));
        Assert.Equal(4, _apple.Server.Requests.Count);
    }

    AnalyticsReportSegment Segment(Uri? url = null) => new("s-1", Gzip.Md5(Content), Content.Length, url ?? _apple.DownloadUrl());

    async Task<byte[]> ReadAsync(Uri? url = null, int cutAfter = 0)
    {
        var opened = await _apple.Client.OpenSegmentAsync(Segment(url), _apple.Meter);
        await using var stream = opened.Required;
        var beginning = new byte[cutAfter];
        await stream.ReadExactlyAsync(beginning);
        _cut.SetResult();
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest);
        return [.. beginning, .. rest.ToArray()];
    }
}
