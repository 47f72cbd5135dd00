using AppleAnalytics.Runs;

namespace AppleAnalytics.Functions.Quota;

public sealed class QuotaStoryTests
{
    const int Apps = 3;
    const int Tables = 2;

    [Fact]
    public async Task Runs_OnATightQuota_ReachEveryAppWithoutA429_WithTheFewestCalls()
    {
        // An outage of 30 days costs 180 segment lists: more than two hours of this quota.
        var chapters = new List<QuotaStory.Chapter>();
        await foreach (var (chapter, portfolio) in new QuotaStory(Apps, "downloads,sessions,reviews", hourLimit: 80, minuteLimit: 70).PlayAsync())
        {
            chapters.Add(chapter);
            Assert.All(chapter.Runs, r => Assert.True(r.State == RunState.Succeeded, $"{chapter.Name}: {string.Join('\n', r.Failures)}"));
            Assert.All(chapter.Runs, r => Assert.Equal((Apps, 0), (r.Apps.Total, r.Api.RateLimited)));
            Assert.Equal((chapter.Name, 0), (chapter.Name, chapter.RateLimited));
            await Truth.AssertAsync(portfolio.Apple, portfolio.Services, "downloads");
            await Truth.AssertAsync(portfolio.Apple, portfolio.Services, "sessions");
        }

        // The list of apps, one list of instances per table, one page of reviews, one list of segments per new instance.
        var (first, normal, idle, outage, two) = (chapters[0], chapters[2], chapters[3], chapters[4], chapters[5]);
        const int Idle = 1 + (Apps * Tables) + Apps;
        Assert.Equal(2 * Apps, first.Runs[0].Api.CallsByEndpoint["createReportRequest"]);
        Assert.Equal(Idle + (Apps * Tables), normal.Calls);
        Assert.Equal(Idle, idle.Calls);
        Assert.Equal(Idle + (Apps * Tables * QuotaStory.OutageDays), outage.Calls);
        Assert.True(outage.Lasted > TimeSpan.FromHours(2) && outage.Runs[0].Api.SecondsWaited > 0);
        Assert.InRange(two.Calls, normal.Calls + idle.Calls, 2 * normal.Calls);
    }
}
