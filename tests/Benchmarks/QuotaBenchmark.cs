using System.Globalization;
using AppleAnalytics.Apple;
using AppleAnalytics.Functions.Quota;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Benchmarks;

/// <summary>
/// What a portfolio costs at Apple with Apple's own limits, from the first day to two runs at once, beside a naive walk over all
/// reports and instances. Engine, quota and simulator share a clock that jumps: hours of waiting take none.
/// </summary>
static class QuotaBenchmark
{
    const string Tables = "downloads,engagement,sessions,installs,purchases,reviews";

    public static async Task<int> RunAsync(string[] args)
    {
        var apps = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 92;
        var failed = false;
        Console.WriteLine($"{apps} apps, five tables and reviews, 3,500 calls an hour, 300 a minute");
        Console.WriteLine();
        Console.WriteLine("| | apps that succeeded | calls | per app | of these segment lists | answers 429 | lasted | waited, sum over apps |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        await foreach (var (chapter, portfolio) in new QuotaStory(apps, Tables, 3500, 300).PlayAsync())
        {
            var succeeded = chapter.Runs.Sum(r => r.Apps.Total - r.Apps.Failed);
            failed |= chapter.Runs.Any(r => r.State != RunState.Succeeded) || chapter.RateLimited > 0;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {chapter.Name} | {succeeded} of {chapter.Runs.Sum(r => r.Apps.Total)} | {chapter.Calls:N0} | {(double)chapter.Calls / chapter.Runs.Sum(r => r.Apps.Total):0.0} | {chapter.Runs.Sum(r => r.Api.CallsByEndpoint.GetValueOrDefault("segments")):N0} | {chapter.RateLimited} | {chapter.Lasted:h\\:mm\\:ss} | {TimeSpan.FromSeconds(chapter.Runs.Sum(r => r.Api.SecondsWaited)).TotalHours:0.0} h |"));
            foreach (var failure in chapter.Runs.SelectMany(r => r.Failures).Take(5))
            {
                Console.WriteLine($"  {failure.App} {failure.Table}: {failure.Message}");
            }

            if (chapter.Name.StartsWith("two runs", StringComparison.Ordinal))
            {
                Console.WriteLine();
                Console.WriteLine(await WalkAsync(portfolio, apps));
            }
        }

        return failed ? 1 : 0;
    }

    /// <summary>Counts the calls of a walk over everything one app's request lists: every report, every instance's segments; those are counted, not made.</summary>
    static async Task<string> WalkAsync(Portfolio portfolio, int apps)
    {
        var client = portfolio.Services.GetRequiredService<AppStoreConnectClient>();
        var meter = new ApiUsageMeter();
        var app = portfolio.Apple.Apps[0].Id;
        portfolio.GoTo(portfolio.Today.AddDays(1));
        var requests = await client.ListReportRequestsAsync(app, AccessType.Ongoing, meter);
        var instances = 0;
        foreach (var request in requests.Required)
        {
            foreach (var report in (await client.ListReportsAsync(request.Id, meter)).Required)
            {
                foreach (var granularity in Enum.GetValues<Granularity>())
                {
                    // The walk keeps to the limits of a minute too.
                    portfolio.Clock.Advance(TimeSpan.FromSeconds(1));
                    instances += (await client.ListInstancesAsync(report.Id, granularity, null, meter)).Required.Count;
                }
            }
        }

        var calls = meter.Total.Calls.Values.Sum() + instances;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"A naive walk over all reports of one app's request, in three granularities, is {calls:N0} calls ({instances:N0} of them segment lists), {(long)calls * apps:N0} for {apps} apps: {(double)calls * apps / 3500:0} hours of the quota.");
    }
}
