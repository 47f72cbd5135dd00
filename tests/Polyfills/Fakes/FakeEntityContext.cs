using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Polyfills.Tests.Fakes;

internal sealed class FakeEntityContext : TaskEntityContext
{
    public List<string> Calls { get; } = [];

    public override EntityInstanceId Id => new("reg", "k");

    public override void SignalEntity(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
        Calls.Add($"signal {id} {operationName} input={input ?? "null"} at={options?.SignalTime:O}");

    public override string ScheduleNewOrchestration(
        TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        Calls.Add($"start {name} input={input ?? "null"} id={options?.InstanceId}");
        return options?.InstanceId ?? "new";
    }
}
