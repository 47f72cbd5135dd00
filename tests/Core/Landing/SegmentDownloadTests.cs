using AppleAnalytics.Apple;
using AppleAnalytics.Reports;
using static AppleAnalytics.Apple.Answers;

namespace AppleAnalytics.Landing;

/// <summary>How downloads reach the lake: streamed, several at once, and never more than was stated.</summary>
public sealed class SegmentDownloadTests : IAsyncLifetime
{
    /// <summary>Only a broken product waits as long as this.</summary>
    static readonly TimeSpan Never = TimeSpan.FromSeconds(60);

    static readonly InstanceReference Instance = new()
    {
        Table = "downloads", AppId = 42, RequestId = "r-1", AccessType = AccessType.Ongoing, RequestSequence = 1, ProcessingDate = new(2026, 11, 20), InstanceId = "i-1",
    };

    AppleHarness _apple = null!;

    public async Task InitializeAsync() => _apple = await AppleHarness.StartAsync();

    public async Task DisposeAsync() => await _apple.DisposeAsync();

    [Fact]
    public async Task Run_HalfOfAFileHasCome_ItIsInTheLakesFolderBeforeTheRestIsSent()
    {
        var content = Gzip.Noise(4 * 1024 * 1024);
        var half = content.Length / 2;
        _apple.Server.Get("/files/s-1", async context =>
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, half));
            await context.Response.Body.FlushAsync();

            // Whoever holds a file in memory until it is whole waits here for ever.
            for (var waited = TimeProvider.System.GetTimestamp(); LongestFile() < half - (256 * 1024);)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(waited) < Never);
                await Task.Yield();
            }

            await context.Response.Body.WriteAsync(content.AsMemory(half));
        });
        List(("s-1", content));

        var outcome = await RunAsync();

        Assert.Equal((LandState.Landed, content.Length), (outcome.State, (int)outcome.Bytes));
    }

    [Fact]
    public async Task Run_ManySegments_AreDownloadedSeveralAtOnceAndNoMoreThanFour()
    {
        const int bound = 4;
        var content = Gzip.Noise(1000);
        var arrived = 0;
        var atOnce = new List<int>();
        var full = new TaskCompletionSource();
        var names = Enumerable.Range(0, 3 * bound).Select(i => $"s-{i:00}").ToArray();
        foreach (var name in names)
        {
            _apple.Server.Get("/files/" + name, async context =>
            {
                lock (atOnce)
                {
                    atOnce.Add(++arrived);
                    if (arrived == bound)
                    {
                        full.TrySetResult();
                    }
                }

                await full.Task.WaitAsync(Never);
                lock (atOnce)
                {
                    arrived--;
                }

                await Bytes(content)(context);
            });
        }

        List([.. names.Select(n => (n, content))]);

        var outcome = await RunAsync();

        Assert.Equal((LandState.Landed, names.Length), (outcome.State, outcome.Segments));
        Assert.Equal(bound, atOnce.Max());
    }

    [Fact]
    public async Task Run_ServerNeverStopsSending_EndsAtTheStatedSizeAndKeepsNothing()
    {
        var content = Gzip.Noise(100_000);
        _apple.Server.Get("/files/s-1", async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(content, context.RequestAborted);
            }
        });
        _apple.Server.Get("/v1/analyticsReportSegments/s-1", Json(new { data = Segment("s-1", _apple.DownloadUrl("s-1"), content) }));
        List(("s-1", content));

        var outcome = await RunAsync().WaitAsync(Never);

        Assert.Equal(LandState.Failed, outcome.State);
        Assert.Contains("more than the 100000 bytes Apple states", outcome.Message);
        Assert.Empty(await _apple.LakeAsync());
    }

    [Fact]
    public async Task Run_AddressOnAForeignHost_FailsSayingWhatToSet()
    {
        _apple.Server.Get(
            "/v1/analyticsReportInstances/i-1/segments",
            Json(Page([Segment("s-1", new("https://mirror.example/s-1?X-Amz-Signature=SECRETSIGNATURE"), [])])));

        var outcome = await RunAsync();

        Assert.Equal(LandState.Failed, outcome.State);
        Assert.Contains("https://mirror.example, which is not followed", outcome.Message);
        Assert.Contains("Apple__DownloadHosts", outcome.Message);
        Assert.DoesNotContain("SECRET", outcome.Message);
    }

    void List(params (string Id, byte[] Content)[] segments) => _apple.Server.Get(
        "/v1/analyticsReportInstances/i-1/segments",
        Json(Page(segments.Select(s => Segment(s.Id, _apple.DownloadUrl(s.Id), s.Content)))));

    Task<LandOutcome> RunAsync() => _apple.Get<InstanceLander>().RunAsync(Instance);

    long LongestFile() => Directory.EnumerateFiles(_apple.Folder, "*", SearchOption.AllDirectories).Select(f => new FileInfo(f).Length).DefaultIfEmpty().Max();
}
