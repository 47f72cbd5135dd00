using AppleAnalytics.LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class ScheduleTests
{
    internal sealed class Functions(Notes notes, TimeProvider time)
    {
        [Function(nameof(Daily))]
        public async Task Daily([TimerTrigger("%DailySchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
        {
            notes.Add($"{time.GetUtcNow():dd HH:mm} past={timer.IsPastDue} next={timer.ScheduleStatus?.Next:dd HH:mm}");
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(Run), cancellation);
        }

        [Function(nameof(Run))]
        public void Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
        }

        [Function(nameof(WaitTwoDays))]
        public Task WaitTwoDays([OrchestrationTrigger] TaskOrchestrationContext context) => context.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
    }

    private static Sandbox Create()
    {
        var sandbox = Sandbox.WithTimers(typeof(Functions));
        sandbox.Settings["DailySchedule"] = "0 30 9 * * *";
        return sandbox;
    }

    [Fact]
    public async Task A_timer_function_runs_at_its_time()
    {
        await using var sandbox = Create();
        await sandbox.StartHostAsync();
        await sandbox.Host.WhenIdleAsync();
        Assert.Empty(sandbox.Notes.Lines);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(90));
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(["01 09:30 past=False next=02 09:30"], sandbox.Notes.Lines);
    }

    [Fact]
    public async Task A_run_missed_while_the_host_was_down_is_made_up_for_once()
    {
        await using var sandbox = Create();
        await sandbox.StartHostAsync();
        await sandbox.Host.WhenIdleAsync();
        await sandbox.StopHostAsync();
        sandbox.Clock.Advance(TimeSpan.FromDays(3));
        await sandbox.StartHostAsync();
        await sandbox.Host.WhenIdleAsync();
        Assert.Equal(["04 08:00 past=True next=04 09:30"], sandbox.Notes.Lines);

        await sandbox.StopHostAsync();
        await sandbox.StartHostAsync();
        await sandbox.Host.WhenIdleAsync();
        Assert.Single(sandbox.Notes.Lines);
    }

    [Fact]
    public async Task Jumps_to_durable_timers_stop_at_the_runs_on_the_way()
    {
        await using var sandbox = Create();
        await sandbox.StartHostAsync();
        await sandbox.RunAsync(nameof(Functions.WaitTwoDays));
        Assert.Equal(["01 09:30", "02 09:30"], sandbox.Notes.Lines.Select(l => l[..8]));
    }

    [Fact]
    public async Task A_timer_function_can_be_run_at_any_time()
    {
        await using var sandbox = Create();
        await sandbox.StartHostAsync();
        await sandbox.Host.RunTimerAsync("daily");
        Assert.Single(sandbox.Notes.Lines);
        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Host.RunTimerAsync("nightly"));
    }

    [Theory]
    [InlineData(null, "needs the setting 'DailySchedule'")]
    [InlineData("30 9 * * *", "not an NCRONTAB expression of six fields")]
    [InlineData("every day", "not an NCRONTAB expression of six fields")]
    public async Task A_schedule_that_is_missing_or_wrong_is_refused(string? schedule, string message)
    {
        await using var sandbox = Create();
        sandbox.Settings["DailySchedule"] = schedule;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => LocalFunctionHost.StartAsync(sandbox.Options()));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
