using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.KillHost;

/// <summary>Activities, an entity they are counted in, a sub-orchestration and a timer.</summary>
public sealed class FanOut
{
    [Function(nameof(FanOut))]
    public async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        var calls = Enumerable.Range(0, count).Select(i => context.CallSubOrchestratorAsync<int>(nameof(One), i, new SubOrchestrationOptions(instanceId: $"one-{i}")));
        var sum = (await Task.WhenAll(calls)).Sum();
        var counted = await context.Entities.CallEntityAsync<int>(new EntityInstanceId(nameof(Tally), "all"), nameof(Tally.Count), 0);
        return sum == counted ? counted : throw new InvalidOperationException($"The orchestrations say {sum}, the entity says {counted}.");
    }

    [Function(nameof(One))]
    public async Task<int> One([OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        var result = await context.CallActivityAsync<int>(nameof(Work), number);
        await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        await context.Entities.SignalEntityAsync(new EntityInstanceId(nameof(Tally), "all"), nameof(Tally.Count), 1);
        await context.Entities.CallEntityAsync<int>(new EntityInstanceId(nameof(Tally), "all"), nameof(Tally.Count), result);
        return result + 1;
    }

    [Function(nameof(Work))]
    public async Task<int> Work([ActivityTrigger] int number)
    {
        await Console.Out.WriteLineAsync($"begin {number}");
        await Task.Yield();
        await Console.Out.WriteLineAsync($"end {number}");
        return number;
    }
}
