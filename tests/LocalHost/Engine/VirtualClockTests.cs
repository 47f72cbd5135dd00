using AppleAnalytics.LocalHost.Engine;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class VirtualClockTests
{
    [Fact]
    public void Timers_fire_in_order_of_time_and_see_their_own_time()
    {
        var clock = new VirtualClock(Sandbox.Epoch);
        List<string> fired = [];
        using var second = clock.CreateTimer(_ => fired.Add($"second {clock.GetUtcNow():mm:ss}"), null, TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan);
        using var first = clock.CreateTimer(_ => fired.Add($"first {clock.GetUtcNow():mm:ss}"), null, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(8));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["first 00:08", "first 00:16", "second 00:20", "first 00:24"], fired);
        Assert.Equal(Sandbox.Epoch.AddSeconds(30), clock.GetUtcNow());
    }

    [Fact]
    public void A_disposed_or_changed_timer_does_not_fire()
    {
        var clock = new VirtualClock(Sandbox.Epoch);
        var fired = 0;
        var disposed = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var changed = clock.CreateTimer(_ => fired += 10, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        disposed.Dispose();
        changed.Change(TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, fired);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(10, fired);
    }

    [Fact]
    public async Task A_timer_due_at_once_fires_without_an_advance()
    {
        var clock = new VirtualClock(Sandbox.Epoch);
        var fired = new TaskCompletionSource();
        using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await fired.Task.WaitAsync(TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task On_a_running_clock_timers_also_fire_by_themselves()
    {
        var clock = new VirtualClock(Sandbox.Epoch) { Runs = true };
        var fired = new TaskCompletionSource();
        using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);
        await fired.Task.WaitAsync(TimeSpan.FromSeconds(120));
        Assert.True(clock.GetUtcNow() >= Sandbox.Epoch.AddMilliseconds(5));
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        var clock = new VirtualClock(Sandbox.Epoch);
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Equal(TimeSpan.FromHours(1), Elapsed(clock));
    }

    private static TimeSpan Elapsed(VirtualClock clock)
    {
        var began = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromHours(1));
        return clock.GetElapsedTime(began);
    }
}
