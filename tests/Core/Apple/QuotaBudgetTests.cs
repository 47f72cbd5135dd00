using System.Text.Json;

namespace AppleAnalytics.Apple;

public sealed class QuotaBudgetTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 10, TimeSpan.Zero);

    [Fact]
    public void Reserve_Fresh_StartsNow()
    {
        var (budget, grant) = new QuotaBudget().Reserve("a", 10, Now);
        Assert.Equal(new QuotaGrant(10, Now), grant);
        Assert.Equal(3150 - 10, budget.Available(Now));
    }

    [Fact]
    public void Reserve_SameHolderAgain_GetsTheSameAnswer()
    {
        var (budget, grant) = new QuotaBudget().Reserve("a", 10, Now);
        var (same, again) = budget.Reserve("a", 10, Now.AddMinutes(5));
        Assert.Equal(grant, again);
        Assert.Equal(3140, same.Available(Now.AddMinutes(5)));
    }

    [Fact]
    public void Reserve_MoreThanTheHourHolds_WaitsUntilEnoughCallsAreAnHourOld()
    {
        var budget = new QuotaBudget { HourLimit = 100 };
        (budget, _) = budget.Reserve("a", 60, Now);
        (budget, _) = budget.Reserve("b", 30, Now.AddMinutes(10));
        var (_, grant) = budget.Reserve("c", 20, Now.AddMinutes(20));
        Assert.Equal(Now.AddHours(1), grant.StartAt, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Reserve_QueueOfHolders_NeverGrantsMoreThanTheLimitInAnyHour()
    {
        var budget = new QuotaBudget { HourLimit = 100 };
        var starts = new List<DateTimeOffset>();
        for (var i = 0; i < 40; i++)
        {
            (budget, var grant) = budget.Reserve($"h{i}", 10, Now);
            starts.Add(grant.StartAt);
        }

        Assert.All(starts, start => Assert.True(starts.Count(s => s > start.AddMinutes(-58) && s <= start) * 10 <= 100, $"{start:O}"));
    }

    [Fact]
    public void Report_FewerCallsThanGranted_GivesTheRestBack()
    {
        var (budget, _) = new QuotaBudget { HourLimit = 100 }.Reserve("a", 50, Now);
        budget = budget.Report("a", Used(20), null, Now.AddSeconds(5));
        Assert.Equal(70, budget.Available(Now.AddSeconds(5)));
        Assert.Empty(budget.Grants);
    }

    [Fact]
    public void Report_HeaderReading_BeatsOurOwnCount()
    {
        var (budget, _) = new QuotaBudget().Reserve("a", 10, Now);
        budget = budget.Report("a", Used(10) with { RateLimit = new(Now.AddSeconds(30), 2500, 300, null, null) }, null, Now.AddSeconds(30));
        Assert.Equal(2500, budget.HourLimit);
        Assert.Equal(50, budget.Available(Now.AddSeconds(30)));
        var (_, grant) = budget.Reserve("b", 100, Now.AddSeconds(30));
        Assert.True(grant.StartAt > Now.AddSeconds(30), "50 calls are missing and come back evenly.");
        Assert.True(grant.StartAt < Now.AddMinutes(3));
    }

    [Fact]
    public void Report_OlderReading_DoesNotReplaceTheNewer()
    {
        var budget = new QuotaBudget().Report("a", Used(1) with { RateLimit = new(Now, 3500, 1000, null, null) }, null, Now);
        budget = budget.Report("b", Used(1) with { RateLimit = new(Now.AddMinutes(-1), 3500, 3000, null, null) }, null, Now);
        Assert.Equal(1000, budget.Reading!.HourRemaining);
    }

    [Fact]
    public void Reading_OlderThanAnHour_IsForgotten()
    {
        var budget = new QuotaBudget().Report("a", Used(1) with { RateLimit = new(Now, 3500, 0, null, null) }, null, Now);
        Assert.True(budget.Available(Now) < 0);
        Assert.True(budget.Available(Now.AddMinutes(62)) > 3000);
    }

    [Fact]
    public void Reserve_After429_WaitsUntilAppleTakesCallsAgain()
    {
        var until = Now.AddMinutes(7);
        var budget = new QuotaBudget().Report("a", Used(1) with { RateLimited = 1 }, until, Now);
        var (after, grant) = budget.Reserve("b", 5, Now.AddMinutes(1));
        Assert.Equal(until, grant.StartAt);
        var (_, later) = after.Reserve("c", 5, Now.AddMinutes(8));
        Assert.Equal(Now.AddMinutes(8), later.StartAt);
    }

    [Fact]
    public void Reserve_MinuteLimit_SpreadsOverMinutes()
    {
        var budget = new QuotaBudget { MinuteLimit = 100 };
        (budget, var first) = budget.Reserve("a", 60, Now);
        (budget, var second) = budget.Reserve("b", 60, Now);
        (_, var third) = budget.Reserve("c", 60, Now);
        Assert.Equal(Now, first.StartAt);
        Assert.Equal(Now.AddSeconds(90), second.StartAt);
        Assert.Equal(Now.AddSeconds(180), third.StartAt);
    }

    [Fact]
    public void Report_MinuteLimit_CallsCountForAMinuteFromTheReportOn()
    {
        var budget = new QuotaBudget { MinuteLimit = 100 };
        (budget, _) = budget.Reserve("a", 60, Now);
        budget = budget.Report("a", Used(60), null, Now.AddSeconds(80));
        var (_, grant) = budget.Reserve("b", 60, Now.AddSeconds(85));
        Assert.Equal(Now.AddSeconds(140), grant.StartAt);
    }

    [Fact]
    public void Report_MinuteLimit_CallsNotMadeAreFreeAtOnce()
    {
        var budget = new QuotaBudget { MinuteLimit = 100 };
        (budget, _) = budget.Reserve("a", 60, Now);
        budget = budget.Report("a", Used(10), null, Now.AddSeconds(5));
        var (_, grant) = budget.Reserve("b", 60, Now.AddSeconds(6));
        Assert.Equal(Now.AddSeconds(6), grant.StartAt);
    }

    [Fact]
    public void Grant_NeverReported_EndsByItself()
    {
        var (budget, _) = new QuotaBudget { HourLimit = 100 }.Reserve("a", 90, Now);
        Assert.Equal(0, budget.Available(Now.AddMinutes(30)));
        var (after, _) = budget.Reserve("b", 1, Now.AddMinutes(62));
        Assert.Equal(["b"], after.Grants.Keys);
    }

    [Fact]
    public void State_ManyHolders_StaysSmallAndSurvivesJson()
    {
        var budget = new QuotaBudget();
        for (var i = 0; i < 100; i++)
        {
            (budget, _) = budget.Reserve($"daily-2026-11-20:0123abcd:{1476097583 + i}:0.1", 12, Now.AddSeconds(i));
        }

        var json = JsonSerializer.Serialize(budget);
        Assert.True(json.Length < 20_000, $"{json.Length}");
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<QuotaBudget>(json)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reserve_RandomWalk_NeverGrantsMoreThanTheLimitsInAnyHourOrMinute(int seed)
    {
        var random = new Random(seed);
        var budget = new QuotaBudget { HourLimit = 200, MinuteLimit = 30 };
        var now = Now;
        var used = new List<(DateTimeOffset At, int Calls)>();
        for (var i = 0; i < 300; i++)
        {
            now = now.AddSeconds(random.Next(0, 120));
            var calls = random.Next(1, 25);
            (budget, var grant) = budget.Reserve($"h{i}", calls, now);
            var spent = random.Next(0, calls + 1);
            used.Add((grant.StartAt, spent));
            budget = budget.Report($"h{i}", Used(spent), null, now);
        }

        Assert.All(used, u => Assert.InRange(used.Where(o => o.At > u.At.AddMinutes(-59) && o.At <= u.At).Sum(o => o.Calls), 0, 200));
        Assert.All(used, u => Assert.InRange(used.Where(o => o.At > u.At.AddMinutes(-1) && o.At <= u.At).Sum(o => o.Calls), 0, 30));
    }

    static ApiUsage Used(int calls) => new() { Calls = new Dictionary<string, int> { ["instances"] = calls } };
}
