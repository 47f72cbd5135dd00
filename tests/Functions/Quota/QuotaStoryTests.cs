using AppleAnalytics.Runs;

namespace AppleAnalytics.Functions.Quota;

public sealed class QuotaStoryTests
{
    const int Apps = 5;
    const int Tables = 2;

    [Fact]
    public async Task Runs_OnATightQuota_ReachEveryAppWithoutA429AndCostWhatTheyMust()
    {
        // 92 apps with 3,500 calls an hour and 300 a minute, scaled down.
        var chapters = new List<QuotaStory.Chapter>();
        await foreach (var (chapter, portfolio) in new QuotaStory(Apps, "downloads,sessions,reviews", hourLimit: 120, minuteLimit: 80).PlayAsync())
        {
            chapters.Add(chapter);
            Assert.All(chapter.Runs, r => Assert.True(r.State == RunState.Succeeded, $"{chapter.Name}: {string.Join('\n', r.Failures)}"));
            Assert.All(chapter.Runs, r => Assert.Equal(Apps, r.Apps.Total));
            Assert.Equal((chapter.Name, 0), (chapter.Name, chapter.RateLimited));
        }

        Assert.Equal(Apps * Tables, chapters[3].Runs[0].Api.CallsByEndpoint["instances"]);
        File.WriteAllText("/tmp/story.txt", string.Join("\n", chapters.Select(c => $"{c.Name}: {c.Calls} {string.Join(',', c.Runs.SelectMany(r => r.Api.CallsByEndpoint))} {c.Lasted}")));
    }
}
