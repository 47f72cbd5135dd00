using System.IO.Compression;
using AppleAnalytics.Runs;
using AppleAnalytics.Simulator.Faults;

namespace AppleAnalytics.Functions.Orchestrations;

public sealed class ChaosTests
{
    static readonly SimulatorFaults Chaos = new() { Every429 = 3, Every500 = 10, CutDownloadEvery = 20, WrongMd5Every = 50 };

    [Fact]
    public async Task Runs_WhileAppleFailsAllTheTime_LeaveTheSameBytesAsWithoutFaults()
    {
        var calm = await PlayAsync(new());
        var chaos = await PlayAsync(Chaos);
        Assert.Equal("", string.Join('\n', calm.Bytes.Except(chaos.Bytes).Union(chaos.Bytes.Except(calm.Bytes)).Select(f => f.Key).Distinct()));
        Assert.Contains(calm.Bytes.Keys, k => k.StartsWith("curated/reviews", StringComparison.Ordinal));
        Assert.Contains(calm.Bytes.Keys, k => k.StartsWith("state/manifests", StringComparison.Ordinal));

        // The faults did happen, and cost no second request.
        Assert.Equal(0, calm.RateLimited);
        Assert.True(chaos.RateLimited > 10, $"{chaos.RateLimited} answers 429");
        Assert.True(chaos.Downloads > calm.Downloads, $"{chaos.Downloads} downloads, {calm.Downloads} without faults");
        Assert.Equal(calm.Created, chaos.Created);
    }

    static async Task<(SortedDictionary<string, string> Bytes, int RateLimited, long Downloads, long Created)> PlayAsync(SimulatorFaults faults)
    {
        await using var pipeline = await Pipeline.StartAsync(
            new() { Apps = 3, NewApps = 1, RowsPerDate = 20, RequestAgeDays = 12, ReviewsFrom = Pipeline.FirstDay.AddDays(-5), Faults = faults },
            false,
            ("Reports:Tables", "downloads,sessions,reviews"));
        var rateLimited = 0;
        for (var day = 0; day < 4; day++)
        {
            var today = Pipeline.FirstDay.AddDays(day);
            pipeline.Apple.AdvanceTo(today);
            var summary = await pipeline.SucceedAsync(RunRequests.Daily(today));
            rateLimited += (await pipeline.ReportAsync(summary.RunId)).Api.RateLimited;
            pipeline.Clock.Advance(TimeSpan.FromDays(day + 1) - (pipeline.Clock.GetUtcNow() - Pipeline.Start));
        }

        var stats = pipeline.Apple.ReadStats();
        return (
            WithoutAddress(pipeline, pipeline.Bytes("raw", "curated", "quarantine", "quality", "state/manifests")),
            rateLimited,
            stats.Downloads,
            stats.ReportRequestPosts.Sum(p => p.Created));
    }

    /// <summary>Pages of reviews hold links to the server that sent them and are named by their content; each simulated server has its own port.</summary>
    static SortedDictionary<string, string> WithoutAddress(Pipeline pipeline, SortedDictionary<string, string> bytes)
    {
        var address = pipeline.Apple.BaseAddress.Authority;
        foreach (var page in bytes.Keys.Where(k => k.StartsWith("raw/reviews/", StringComparison.Ordinal)).ToList())
        {
            using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(pipeline.Lake, page)), CompressionMode.Decompress));
            var body = text.ReadToEnd();
            Assert.Contains(address, body);
            bytes.Remove(page);
            bytes.Add($"{Path.GetDirectoryName(page)}/{body.Replace(address, "", StringComparison.Ordinal)}", "");
        }

        return bytes;
    }
}
