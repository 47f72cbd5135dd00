using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>The client of the local engine. Every call returns when what it asked for is safe in the journal.</summary>
internal sealed class LocalDurableTaskClient(DurableEngine engine, string hubName) : DurableTaskClient(hubName)
{
    public override DurableEntityClient Entities { get; } = new LocalEntityClient(engine, hubName);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var dedupe = options?.DedupeStatuses?.Select(s => Enum.Parse<OrchestrationRuntimeStatus>(s, ignoreCase: true)).ToList();
        return engine.StartAsync(
            orchestratorName.Name,
            options?.InstanceId,
            WorkerJson.Write(input),
            options?.StartAt?.UtcDateTime,
            options?.Version?.Version,
            options?.Tags,
            dedupe).WaitAsync(cancellation);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        engine.RaiseEventAsync(instanceId, eventName, WorkerJson.Write(eventPayload)).WaitAsync(cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        engine.WatchAsync(
            state => Existing(state, instanceId) is { Status: not OrchestrationRuntimeStatus.Pending } i ? Metadata(i, getInputsAndOutputs) : null,
            cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        engine.WatchAsync(
            state => Existing(state, instanceId) is { IsTerminal: true } i ? Metadata(i, getInputsAndOutputs) : null,
            cancellation);

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        engine.TerminateAsync(instanceId, WorkerJson.Write(options?.Output), options?.Recursive ?? false).WaitAsync(cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        engine.SuspendAsync(instanceId, reason).WaitAsync(cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        engine.ResumeAsync(instanceId, reason).WaitAsync(cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(engine.Read(state => state.Instances.TryGetValue(instanceId, out var i) ? Metadata(i, getInputsAndOutputs) : null));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create<OrchestrationMetadata>((continuation, pageSize, _) =>
        {
            var page = InstancePage.Read(
                engine, filter, continuation ?? filter?.ContinuationToken, pageSize ?? filter?.PageSize ?? OrchestrationQuery.DefaultPageSize, Name, Metadata);
            return Task.FromResult(page);
        });

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await engine.PurgeAsync(i => i.Id == instanceId, options?.Recursive ?? false).WaitAsync(cancellation), isComplete: true);

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var statuses = filter.Statuses?.ToHashSet();
        var count = await engine.PurgeAsync(
            i => (filter.CreatedFrom is not { } from || i.CreatedAt >= from.UtcDateTime)
                && (filter.CreatedTo is not { } to || i.CreatedAt <= to.UtcDateTime)
                && (statuses is not { Count: > 0 } || statuses.Contains(i.Status)),
            options?.Recursive ?? false).WaitAsync(cancellation);
        return new PurgeResult(count, isComplete: true);
    }

    public override Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        engine.RestartAsync(instanceId, restartWithNewInstanceId).WaitAsync(cancellation);

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        throw new NotSupportedException("The local host does not support rewind. Restart the instance instead.");

    public override ValueTask DisposeAsync() => default;

    internal static OrchestrationMetadata Metadata(InstanceState instance, bool withPayloads) => new(instance.Name, instance.Id)
    {
        RuntimeStatus = instance.Status,
        CreatedAt = new DateTimeOffset(instance.CreatedAt, TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(instance.UpdatedAt, TimeSpan.Zero),
        FailureDetails = instance.Failure?.ToDetails(),
        Tags = instance.Tags ?? new Dictionary<string, string>(),
        DataConverter = withPayloads ? WorkerJson.Converter : null,
        SerializedInput = withPayloads ? instance.Input : null,
        SerializedOutput = withPayloads ? instance.Output : null,
        SerializedCustomStatus = withPayloads ? instance.CustomStatus : null,
    };

    private static InstanceState Existing(EngineState state, string id) =>
        state.Instances.GetValueOrDefault(id) ?? throw new ArgumentException($"There is no orchestration with the instance id '{id}'.", nameof(id));
}
