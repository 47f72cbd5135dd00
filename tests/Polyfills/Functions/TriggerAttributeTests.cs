using Microsoft.Azure.Functions.Worker;

namespace AppleAnalytics.Polyfills.Tests.Functions;

public sealed class TriggerAttributeTests
{
    [Fact]
    public void HttpTrigger_NeedsAKeyUnlessALevelOrOnlyMethodsAreNamed()
    {
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get").AuthLevel);
        Assert.Equal(AuthorizationLevel.Admin, new HttpTriggerAttribute(AuthorizationLevel.Admin).AuthLevel);
        Assert.Equal(["get", "post"], new HttpTriggerAttribute(AuthorizationLevel.Function, "get", "post").Methods!);
        Assert.Null(new HttpTriggerAttribute().Methods);
    }

    [Fact]
    public void TimerTrigger_WatchesItsScheduleUnlessToldOtherwise()
    {
        var trigger = new TimerTriggerAttribute("%DailySchedule%");

        Assert.Equal("%DailySchedule%", trigger.Schedule);
        Assert.True(trigger.UseMonitor);
        Assert.False(trigger.RunOnStartup);
    }

    [Fact]
    public void FixedDelayRetry_CarriesCountAndDelay()
    {
        var retry = new FixedDelayRetryAttribute(3, "00:00:10");
        Assert.Equal((3, "00:00:10"), (retry.MaxRetryCount, retry.DelayInterval));
    }
}
