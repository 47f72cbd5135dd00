using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AppleAnalytics.Polyfills.Tests.Fakes;

/// <summary>Overrides what is abstract and nothing else, and notes what reaches it.</summary>
internal sealed class FakeClient() : DurableTaskClient("local")
{
    public List<string> Calls { get; } = [];

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        Calls.Add($"schedule {orchestratorName} input={input ?? "null"} id={options?.InstanceId} token={cancellation.CanBeCanceled}");
        return options?.InstanceId == "taken"
            ? throw new OrchestrationAlreadyExistsException("taken")
            : Task.FromResult(options?.InstanceId ?? "new");
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        Note($"raise {instanceId} {eventName} payload={eventPayload ?? "null"} token={cancellation.CanBeCanceled}");

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        await Note($"start {instanceId} {getInputsAndOutputs} token={cancellation.CanBeCanceled}");
        return new OrchestrationMetadata("n", instanceId);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        await Note($"completion {instanceId} {getInputsAndOutputs} token={cancellation.CanBeCanceled}");
        return new OrchestrationMetadata("n", instanceId);
    }

    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Note($"suspend {instanceId} {reason ?? "null"} token={cancellation.CanBeCanceled}");

    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Note($"resume {instanceId} {reason ?? "null"} token={cancellation.CanBeCanceled}");

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        await Note($"get {instanceId} {getInputsAndOutputs} token={cancellation.CanBeCanceled}");
        return null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create<OrchestrationMetadata>((_, _) => Task.FromResult(new Page<OrchestrationMetadata>([])));

    public override ValueTask DisposeAsync() => default;

    private Task Note(string call)
    {
        Calls.Add(call);
        return Task.CompletedTask;
    }
}
