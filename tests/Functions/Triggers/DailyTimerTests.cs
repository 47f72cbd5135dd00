using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Functions.Triggers;

public sealed class DailyTimerTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 1, TimeSpan.Zero);

    [Fact]
    public void ScheduledDate_OnTime_IsToday() =>
        Assert.Equal(new DateOnly(2026, 11, 20), DailyTimer.ScheduledDate(new() { ScheduleStatus = Next(Now.AddDays(1)) }, Now));

    [Fact]
    public void ScheduledDate_NoStatus_IsToday() => Assert.Equal(new DateOnly(2026, 11, 20), DailyTimer.ScheduledDate(new(), Now));

    [Fact]
    public void ScheduledDate_Missed_IsTheDayItWasMeantFor() =>
        Assert.Equal(new DateOnly(2026, 11, 19), DailyTimer.ScheduledDate(new() { IsPastDue = true, ScheduleStatus = Next(Now.AddHours(-20)) }, Now));

    [Fact]
    public void ScheduledDate_MissedForMonths_IsToday() =>
        Assert.Equal(new DateOnly(2026, 11, 20), DailyTimer.ScheduledDate(new() { IsPastDue = true, ScheduleStatus = Next(Now.AddDays(-90)) }, Now));

    static ScheduleStatus Next(DateTimeOffset next) => new() { Next = next.UtcDateTime };
}
