using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.LocalHost.KillHost;

/// <summary>Adds up.</summary>
public sealed class Tally : TaskEntity<int>
{
    [Function(nameof(Tally))]
    public Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Tally>();

    public int Count(int number) => State += number;
}
