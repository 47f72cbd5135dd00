using AppleAnalytics.LocalHost.Engine;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.LocalHost.Tests.Engine;

public sealed class RecoveryTests
{
    internal sealed class Functions(Notes notes)
    {
        [Function(nameof(Slow))]
        public async Task<int> Slow([ActivityTrigger] int number, CancellationToken cancellation)
        {
            notes.Add($"start {number}");
            if (number == 2)
            {
                await notes.PassAsync("two", cancellation);
            }

            return number;
        }

        [Function(nameof(Three))]
        public async Task<int> Three([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var all = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => context.CallActivityAsync<int>(nameof(Slow), i)));
            await context.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
            return all.Sum();
        }

        [Function(nameof(Many))]
        public async Task<int> Many([OrchestrationTrigger] TaskOrchestrationContext context, int count)
        {
            var payload = new string('x', 4000);
            for (var i = 0; i < count; i++)
            {
                await context.CallActivityAsync<string>(nameof(Echo), payload);
            }

            return count;
        }

        [Function(nameof(Echo))]
        public string Echo([ActivityTrigger] string text) => text;
    }

    [Fact]
    public async Task A_stop_cancels_activities_and_only_those_without_a_result_run_again()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Three), null, new StartOrchestrationOptions("t"));
        await sandbox.Notes.ReachedAsync("two");
        await sandbox.Host.WatchAsync("t").GetAsyncEnumerator().MoveNextAsync();
        await sandbox.StopHostAsync();
        sandbox.Notes.Open("two");
        await sandbox.StartHostAsync();
        var instance = await sandbox.Client.WaitForInstanceCompletionAsync("t", true);
        Assert.Equal(6, instance.ReadOutputAs<int>());
        Assert.Equal((1, 2, 1), (sandbox.Notes.Count("start 1"), sandbox.Notes.Count("start 2"), sandbox.Notes.Count("start 3")));
    }

    [Fact]
    public async Task A_timer_survives_the_host()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        sandbox.Notes.Open("two");
        sandbox.Clock.Horizon = Sandbox.Epoch;
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Three), null, new StartOrchestrationOptions("t"));
        await sandbox.Host.WhenIdleAsync();
        await sandbox.StopHostAsync();
        sandbox.Clock.Advance(TimeSpan.FromDays(3));
        await sandbox.StartHostAsync();
        var instance = await sandbox.Client.WaitForInstanceCompletionAsync("t", true);
        Assert.Equal(6, instance.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_journal_cut_at_any_record_gives_a_host_that_goes_on()
    {
        await using var original = await Sandbox.StartAsync(typeof(Functions));
        original.Notes.Open("two");
        await original.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Three), null, new StartOrchestrationOptions("t"));
        await original.Client.WaitForInstanceCompletionAsync("t");
        await original.StopHostAsync();
        var lines = File.ReadAllLines(Path.Combine(original.Directory, Journal.FileName));
        Assert.True(lines.Length >= 5);
        for (var kept = 1; kept < lines.Length; kept++)
        {
            await using var sandbox = Sandbox.Create(typeof(Functions));
            sandbox.Notes.Open("two");
            File.WriteAllText(Path.Combine(sandbox.Directory, Journal.FileName), string.Concat(lines.Take(kept).Select(l => l + "\n")));
            await sandbox.StartHostAsync();
            var instance = await sandbox.Client.WaitForInstanceCompletionAsync("t", true).WaitAsync(TimeSpan.FromSeconds(120));
            Assert.Equal(6, instance.ReadOutputAs<int>());
        }
    }

    [Fact]
    public async Task The_journal_is_compacted_when_it_has_grown_and_nothing_is_lost()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(50, await sandbox.RunAsync<int>(nameof(Functions.Many), 50));
            await sandbox.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), CancellationToken.None);
        }

        await sandbox.RunAsync(nameof(Functions.Many), 2, "kept");
        Assert.InRange(new FileInfo(Path.Combine(sandbox.Directory, Journal.FileName)).Length, 1, 17 << 20);
        await sandbox.StopHostAsync();
        await sandbox.StartHostAsync();
        Assert.Equal(2, (await sandbox.Client.GetInstanceAsync("kept", true))!.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_stopped_host_says_so_to_those_who_wait()
    {
        await using var sandbox = await Sandbox.StartAsync(typeof(Functions));
        await sandbox.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Three), null, new StartOrchestrationOptions("t"));
        await sandbox.Notes.ReachedAsync("two");
        var client = sandbox.Client;
        var wait = client.WaitForInstanceCompletionAsync("t");
        await sandbox.StopHostAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SuspendInstanceAsync("t"));
    }
}
