using System.Text;
using AppleAnalytics.Apple;
using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Landing;

public sealed class InstanceLanderTests : IAsyncLifetime
{
    const string Segments = "/v1/analyticsReportInstances/i-1/segments";
    const string Folder = "raw/downloads/dt=2026-11-20/app_id=42/";

    static readonly byte[] Rows = Gzip.Of("Date\tCounts\n2026-11-19\t1\n");
    static readonly byte[] Header = Gzip.Of("Date\tCounts\n");

    static readonly InstanceReference Instance = new()
    {
        Table = "downloads", AppId = 42, RequestId = "r-1", AccessType = AccessType.Ongoing, RequestSequence = 1, ProcessingDate = new(2026, 11, 20), InstanceId = "i-1",
    };

    AppleHarness _apple = null!;

    public async Task InitializeAsync() => _apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    [Fact]
    public async Task Run_TwoSegments_LandsTheBytesAndTheRecordLast()
    {
        Serve("s-b", Rows);
        Serve("s-a", Header);
        List(("s-b", Rows), ("s-a", Header));

        var outcome = await RunAsync();

        Assert.Equal((LandState.Landed, 2, Rows.Length + Header.Length), (outcome.State, outcome.Segments, (int)outcome.Bytes));
        Assert.Equal((2, 1), (outcome.Usage.Downloads, outcome.Usage.Calls["segments"]));
        Assert.Equal(Rows, await ReadAsync("i-1/s-b.csv.gz"));
        Assert.Equal(Header, await ReadAsync("i-1/s-a.csv.gz"));
        Assert.Equal(
            $$"""
            {
              "accessType": "ONGOING",
              "appId": 42,
              "content": "rows",
              "granularity": "DAILY",
              "instanceId": "i-1",
              "processingDate": "2026-11-20",
              "report": "App Downloads Standard",
              "requestId": "r-1",
              "requestSequence": 1,
              "segments": [
                {
                  "bytes": {{Header.Length}},
                  "id": "s-a",
                  "md5": "{{Gzip.Md5(Header)}}"
                },
                {
                  "bytes": {{Rows.Length}},
                  "id": "s-b",
                  "md5": "{{Gzip.Md5(Rows)}}"
                }
              ],
              "table": "downloads"
            }

            """,
            Encoding.UTF8.GetString(await ReadAsync("i-1.json")));
    }

    [Fact]
    public async Task Run_Again_AsksAppleNothingAndChangesNothing()
    {
        Serve("s-1", Rows);
        List(("s-1", Rows));
        await RunAsync();
        var before = await _apple.LakeAsync();
        var requests = _apple.Server.Requests.Count;

        var outcome = await RunAsync();

        Assert.Equal((LandState.AlreadyThere, 1), (outcome.State, outcome.Segments));
        Assert.Equal(requests, _apple.Server.Requests.Count);
        Assert.Equal(before, await _apple.LakeAsync());
    }

    [Fact]
    public async Task Run_AfterAKillBeforeTheRecord_DownloadsOnlyWhatIsNotThereWhole()
    {
        Serve("s-1", Rows);
        Serve("s-2", Rows);
        List(("s-1", Rows), ("s-2", Rows));
        await _apple.Store.PutAsync(Folder + "i-1/s-1.csv.gz", Rows, PutOptions.Always);
        await _apple.Store.PutAsync(Folder + "i-1/s-2.csv.gz", Rows.AsMemory(0, 5), PutOptions.Always);

        var outcome = await RunAsync();

        Assert.Equal((LandState.Landed, 1), (outcome.State, outcome.Usage.Downloads));
        Assert.Equal(0, _apple.Server.Count("GET", "/files/s-1"));
        Assert.Equal(Rows, await ReadAsync("i-1/s-2.csv.gz"));
    }

    [Fact]
    public async Task Run_TwoAtOnce_GiveTheSameLake()
    {
        Serve("s-1", Rows);
        List(("s-1", Rows));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RunAsync()));

        Assert.All(outcomes, o => Assert.True(o.State is LandState.Landed or LandState.AlreadyThere));
        Assert.Equal([Folder + "i-1.json", Folder + "i-1/s-1.csv.gz"], (await _apple.LakeAsync("raw/")).Keys);
    }

    [Fact]
    public async Task Run_HeaderOnly_SaysSoBothTimes()
    {
        Serve("s-1", Header);
        List(("s-1", Header));

        Assert.Equal(LandState.HeaderOnly, (await RunAsync()).State);
        Assert.Equal(LandState.HeaderOnly, (await RunAsync()).State);
    }

    [Fact]
    public async Task Run_NoSegments_SaysSo_AndLooksAgainNextTime()
    {
        List();
        var first = await RunAsync();
        Serve("s-1", Rows);
        List(("s-1", Rows));

        Assert.Equal((LandState.NoSegments, 0), (first.State, first.Segments));
        Assert.Equal(LandState.Landed, (await RunAsync()).State);
        Assert.Contains("\"rows\"", Encoding.UTF8.GetString(await ReadAsync("i-1.json")));
    }

    [Fact]
    public async Task Run_WrongMd5Once_AsksForANewAddressAndLands()
    {
        var junk = Gzip.Noise(Rows.Length);
        _apple.Server.Get("/files/s-1", Bytes(junk), Bytes(Rows));
        Remint("s-1", Rows);
        List(("s-1", Rows));

        var outcome = await RunAsync();

        Assert.Equal((LandState.Landed, 1), (outcome.State, outcome.Usage.Calls["segment"]));
        Assert.Equal(Rows, await ReadAsync("i-1/s-1.csv.gz"));
        Assert.Contains(_apple.Logs.Lines, l => l.Contains("App 42, downloads, instance i-1, segment s-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "Apple states")]
    [InlineData(true, "MD5")]
    public async Task Run_WrongForGood_FailsAndKeepsNothing(bool sameSize, string said)
    {
        _apple.Server.Get("/files/s-1", Bytes(Gzip.Noise(sameSize ? Rows.Length : Rows.Length - 1)));
        Remint("s-1", Rows);
        Serve("s-2", Rows);
        List(("s-1", Rows), ("s-2", Rows));

        var outcome = await RunAsync();

        Assert.Equal(LandState.Failed, outcome.State);
        Assert.Contains(said, outcome.Message);
        Assert.Contains("s-1", outcome.Message);
        Assert.DoesNotContain(await _apple.LakeAsync(), o => o.Key.Contains("s-1", StringComparison.Ordinal) || o.Key.EndsWith(".json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NoChecksumStated_LandsVerifiedBySize()
    {
        Serve("s-1", Rows);
        _apple.Server.Get(Segments, Json(Page([Segment("s-1", _apple.DownloadUrl("s-1"), Rows, checksum: "unknown")])));

        Assert.Equal(LandState.Landed, (await RunAsync()).State);
        Assert.Contains(Gzip.Md5(Rows), Encoding.UTF8.GetString(await ReadAsync("i-1.json")));
    }

    [Fact]
    public async Task Run_TruncatedGzipAsStated_LandsAsSent()
    {
        var truncated = Gzip.Of(Gzip.Noise(5000))[..3000];
        Serve("s-1", truncated);
        List(("s-1", truncated));

        Assert.Equal(LandState.Landed, (await RunAsync()).State);
        Assert.Equal(truncated, await ReadAsync("i-1/s-1.csv.gz"));
    }

    [Fact]
    public async Task Run_UrlExpired_IsAskedForAnew()
    {
        _apple.Server.Get("/files/old", Status(403));
        Serve("s-1", Rows);
        Remint("s-1", Rows);
        _apple.Server.Get(Segments, Json(Page([Segment("s-1", _apple.DownloadUrl("old"), Rows)])));

        Assert.Equal(LandState.Landed, (await RunAsync()).State);
    }

    [Fact]
    public async Task Run_RateLimited_IsDeferred()
    {
        _apple.Server.Get(Segments, With(Error(429, "RATE_LIMIT_EXCEEDED"), "Retry-After", "30"));

        var outcome = await RunAsync();

        Assert.Equal((LandState.Deferred, _apple.Time.GetUtcNow().AddSeconds(30)), (outcome.State, outcome.DeferredUntil));
        Assert.Empty(await _apple.LakeAsync("raw/"));
    }

    [Fact]
    public async Task Run_InstanceDeletedAtApple_FailsWithASentence()
    {
        var outcome = await RunAsync();

        Assert.Equal(LandState.Failed, outcome.State);
        Assert.Contains("instance i-1", outcome.Message);
    }

    [Theory]
    [InlineData("../../evil")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    public async Task Run_SegmentIdIsNoName_FailsAndWritesNothing(string id)
    {
        _apple.Server.Get(Segments, Json(Page([Segment(id, _apple.DownloadUrl("s-1"), Rows)])));

        Assert.Equal(LandState.Failed, (await RunAsync()).State);
        Assert.Empty(await _apple.LakeAsync("raw/"));
    }

    [Fact]
    public async Task Run_DownloadFaults_IsTransientAndTheRestIsKeptForTheNextAttempt()
    {
        var released = new TaskCompletionSource();
        Serve("s-1", Rows);
        _apple.Server.Get("/files/s-2", async context =>
        {
            // Fails only after the other segment was served, so that what is kept is known.
            await released.Task;
            context.Response.StatusCode = 503;
        });
        _apple.Server.Get("/files/s-1", async context =>
        {
            await Bytes(Rows)(context);
            await context.Response.CompleteAsync();
            released.TrySetResult();
        });
        List(("s-1", Rows), ("s-2", Rows));

        await Assert.ThrowsAsync<TransientAppleException>(RunAsync);

        Assert.Null(await _apple.Store.HeadAsync(Folder + "i-1.json"));
    }

    void Serve(string name, byte[] content) => _apple.Server.Get("/files/" + name, Bytes(content));

    void Remint(string id, byte[] content) =>
        _apple.Server.Get("/v1/analyticsReportSegments/" + id, Json(new { data = Segment(id, _apple.DownloadUrl(id), content) }));

    void List(params (string Id, byte[] Content)[] segments) =>
        _apple.Server.Get(Segments, Json(Page(segments.Select(s => Segment(s.Id, _apple.DownloadUrl(s.Id), s.Content)))));

    Task<LandOutcome> RunAsync() => _apple.Get<InstanceLander>().RunAsync(Instance);

    async Task<byte[]> ReadAsync(string name) => (await _apple.Store.ReadAsync(Folder + name))!.Value.Content;
}
