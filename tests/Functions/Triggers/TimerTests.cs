using AppleAnalytics.Runs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AppleAnalytics.Functions.Triggers;

public sealed class TimerTests
{
    [Fact]
    public async Task HousekeepingTimer_AMonthOn_PurgesHistoriesAndKeepsEntities()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        await pipeline.Host.RunTimerAsync("HousekeepingTimer");
        Assert.NotEmpty(await InstancesAsync(pipeline));
        pipeline.Clock.Advance(TimeSpan.FromDays(HousekeepingTimer.KeepDays + 1));
        await pipeline.Host.RunTimerAsync("HousekeepingTimer");
        Assert.Empty(await InstancesAsync(pipeline));
        var entities = 0;
        await foreach (var _ in pipeline.Client.Entities.GetAllEntitiesAsync())
        {
            entities++;
        }

        Assert.Equal(4, entities);
    }

    [Fact]
    public async Task Watch_NoRunForLongerThanAllowed_SaysSo()
    {
        await using var pipeline = await Pipeline.StartAsync();
        await pipeline.SucceedAsync(RunRequests.Daily(Pipeline.FirstDay));
        var watch = pipeline.Host.Services.GetRequiredService<Watch>();
        Assert.DoesNotContain((await watch.RunAsync(default)).Findings, f => f.StartsWith("No run", StringComparison.Ordinal));
        pipeline.Clock.Advance(TimeSpan.FromHours(27));
        await pipeline.Host.RunTimerAsync("WatchTimer");
        var outcome = await watch.RunAsync(default);
        Assert.Contains(outcome.Findings, f => f.Contains(RunIds.Daily(Pipeline.FirstDay), StringComparison.Ordinal));
        Assert.False(outcome.Alerted);
    }

    static async Task<List<string>> InstancesAsync(Pipeline pipeline)
    {
        var ids = new List<string>();
        await foreach (var instance in pipeline.Client.GetAllInstancesAsync(new OrchestrationQuery()))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }
}
