using AppleAnalytics.Landing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Runs;

public sealed class LandingOrderTests
{
    [Fact]
    public void Of_SomeAboutToBeDeleted_TakesThoseFirstAndThenTheNewest()
    {
        var today = new DateOnly(2026, 11, 20);
        int[] ages = [0, 10, 31, 32, 33, 35];
        var ordered = LandingOrder.Of(ages.Select(a => Instance(today.AddDays(-a), "downloads")), today);
        Assert.Equal([35, 33, 32, 0, 10, 31], ordered.Select(i => today.DayNumber - i.ProcessingDate.DayNumber));
    }

    [Fact]
    public void Of_SameDate_IsOrderedByTable()
    {
        var today = new DateOnly(2026, 11, 20);
        Assert.Equal(
            ["downloads", "sessions"],
            LandingOrder.Of([Instance(today, "sessions"), Instance(today, "downloads")], today).Select(i => i.Table));
    }

    static InstanceReference Instance(DateOnly processingDate, string table) => new()
    {
        Table = table,
        AppId = 1,
        RequestId = "r",
        AccessType = AccessType.Ongoing,
        RequestSequence = 1,
        ProcessingDate = processingDate,
        InstanceId = $"{table}-{processingDate:yyyyMMdd}",
    };
}
