using AppleAnalytics.Runs;
using AppleAnalytics.Simulator;

namespace AppleAnalytics.Functions.Quota;

/// <summary>The life of a portfolio on one key: the first day, first data, a normal day, an idle day, an outage of a month, two runs at once.</summary>
/// <param name="apps">Apps of the account.</param>
/// <param name="tables">The tables read, reviews among them.</param>
/// <param name="hourLimit">Calls an hour.</param>
/// <param name="minuteLimit">Calls a minute.</param>
sealed class QuotaStory(int apps, string tables, int hourLimit, int minuteLimit)
{
    /// <summary>Days of the outage.</summary>
    public const int OutageDays = 30;

    /// <summary>One chapter.</summary>
    /// <param name="Name">What happens.</param>
    /// <param name="Runs">The reports of its runs.</param>
    /// <param name="RateLimited">Answers 429 that the simulator gave meanwhile.</param>
    public sealed record Chapter(string Name, IReadOnlyList<RunReport> Runs, long RateLimited)
    {
        /// <summary>Calls of all its runs.</summary>
        public int Calls => Runs.Sum(r => r.Api.Calls);

        /// <summary>Time from the first run's begin to the last one's end, on the shared clock.</summary>
        public TimeSpan Lasted => Runs.Max(r => r.EndedAt) - Runs.Min(r => r.StartedAt);
    }

    /// <summary>Plays it; a chapter is handed out when it is over.</summary>
    public async IAsyncEnumerable<(Chapter Chapter, Portfolio Portfolio)> PlayAsync()
    {
        await using var portfolio = await Portfolio.StartAsync(new()
        {
            Apps = apps,
            NewApps = apps,
            RowsPerDate = 20,
            HourLimit = hourLimit,
            MinuteLimit = minuteLimit,
            HistoryDays = 10,
            ReviewsFrom = Portfolio.FirstDay.AddDays(-10),
        }, tables);
        yield return (await ChapterAsync("first day, every app is new", portfolio, portfolio.Daily), portfolio);
        await GoOnAsync(portfolio, days: 3);
        yield return (await ChapterAsync("first data and the history", portfolio, portfolio.Daily), portfolio);
        for (var day = 0; day < 8; day++)
        {
            // Until the histories are read to their end, which takes two looks and a week.
            await GoOnAsync(portfolio, days: 1);
            await portfolio.RunAsync(portfolio.Daily);
        }

        await GoOnAsync(portfolio, days: 1);
        yield return (await ChapterAsync("a normal day", portfolio, portfolio.Daily), portfolio);
        yield return (await ChapterAsync("an idle day: the same day again", portfolio, portfolio.OnDemand), portfolio);
        await GoOnAsync(portfolio, OutageDays);
        yield return (await ChapterAsync($"the day after {OutageDays} days without a run", portfolio, portfolio.Daily), portfolio);
        await GoOnAsync(portfolio, days: 1);
        yield return (await ChapterAsync("two runs at once", portfolio, portfolio.Daily, portfolio.OnDemand), portfolio);
    }

    static async Task GoOnAsync(Portfolio portfolio, int days)
    {
        portfolio.GoTo(portfolio.Today.AddDays(days));
        await portfolio.WhenIdleAsync();
    }

    static async Task<Chapter> ChapterAsync(string name, Portfolio portfolio, params RunRequest[] requests)
    {
        var before = portfolio.RateLimited;
        var reports = await portfolio.RunAsync(requests);
        return new(name, reports, portfolio.RateLimited - before);
    }
}
