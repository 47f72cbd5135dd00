
namespace AppleAnalytics.Runs;

public sealed class RunIdsTests
{
    static readonly DateOnly From = new(2026, 11, 1);
    static readonly DateOnly To = new(2026, 11, 7);

    [Fact]
    public void Daily_Date_IsReadable() => Assert.Equal("daily-2026-11-20", RunIds.Daily(new(2026, 11, 20)));

    [Fact]
    public void OnDemand_DateAndTime_UsesUtc() =>
        Assert.Equal("run-2026-11-20-083005", RunIds.OnDemand(new(2026, 11, 20), new(2026, 11, 21, 9, 30, 5, TimeSpan.FromHours(1))));

    [Fact]
    public void Backfill_SameWorkInAnotherOrder_HasTheSameId() =>
        Assert.Equal(
            RunIds.Backfill(From, To, [2, 1], ["sessions", "Downloads"], false),
            RunIds.Backfill(From, To, [1, 2, 1], ["downloads", "sessions"], false));

    [Fact]
    public void Backfill_OtherWork_HasAnotherId()
    {
        string[] ids =
        [
            RunIds.Backfill(From, To, [1], ["downloads"], false),
            RunIds.Backfill(From, To, [1], ["downloads"], true),
            RunIds.Backfill(From, To, [1], ["downloads"], true, replace: true),
            RunIds.Backfill(From, To, [1], ["sessions"], false),
            RunIds.Backfill(From, To, [], ["downloads"], false),
            RunIds.Backfill(From, To.AddDays(1), [1], ["downloads"], false),
            RunIds.Backfill(From.AddDays(-1), To, [1], ["downloads"], false),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void App_LongestId_FitsDurableFunctions()
    {
        var id = RunIds.App(RunIds.OnDemand(From, DateTimeOffset.UnixEpoch), "0123abcd", 9_999_999_999);
        Assert.True(id.Length <= 100);
        Assert.Equal(-1, id.IndexOfAny(['/', '\\', '#', '?']));
        Assert.False(RunIds.IsRun(id));
    }

    [Theory]
    [InlineData("daily-2026-11-20", true)]
    [InlineData("backfill-0123456789ab", true)]
    [InlineData("run-2026-11-20-093000", true)]
    [InlineData("snapshot-2026-11-21-1476097583", true)]
    [InlineData("snapshot:1476097583", false)]
    [InlineData("daily-2026-11-20:0123abcd:42", false)]
    [InlineData("latest", false)]
    public void IsRun_Id_TellsRunsFromTheirParts(string id, bool expected) => Assert.Equal(expected, RunIds.IsRun(id));
}
