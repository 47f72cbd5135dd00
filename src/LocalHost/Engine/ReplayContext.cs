using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.LocalHost.Engine;

/// <summary>What an orchestrator sees of the world during one turn.</summary>
internal sealed class ReplayContext(InstanceState instance, TurnLoop loop, string? defaultVersion, ILoggerFactory loggerFactory)
    : TaskOrchestrationContext
{
    private EntityFeature? _entities;
    private int _guids;

    public CallLedger Ledger { get; } = new(loop);

    public ExternalEvents Events { get; } = new();

    /// <summary>The custom status set last, as JSON; null when it is empty.</summary>
    public string? CustomStatus { get; private set; }

    /// <summary>False when the code has set no custom status in this turn.</summary>
    public bool HasCustomStatus { get; private set; }

    /// <summary>Set when the orchestrator asked to start over.</summary>
    public ContinueAsNewOptions? Continuation { get; private set; }

    /// <summary>The new input, taken when the orchestrator asked.</summary>
    public string? ContinuationInput { get; private set; }

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.Id;

    public override ParentOrchestrationInstance? Parent { get; } =
        instance.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.Call.Instance) : null;

    public override DateTime CurrentUtcDateTime => Ledger.Now;

    public override bool IsReplaying => Ledger.IsReplaying;

    public override string Version => instance.Version ?? string.Empty;

    public override TaskOrchestrationEntityFeature Entities => _entities ??= new EntityFeature(this);

    protected override ILoggerFactory LoggerFactory => loggerFactory;

    public void EnsureLegalAccess() => loop.EnsureOwnThread();

    /// <summary>A call's payload as JSON. During replay the history has it already, and nobody looks at this one.</summary>
    public string? NewPayload(object? value) => IsReplaying ? null : WorkerJson.Write(value);

    public override T GetInput<T>()
    {
        EnsureLegalAccess();
        return WorkerJson.Read<T>(instance.Input)!;
    }

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        EnsureLegalAccess();
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                "A TaskOptions value was given as the activity's input. Pass it as the options, or use the overload that takes options only.",
                nameof(input));
        }

        var retry = new RetryLoop(this, name.Name, isActivity: true, () =>
        {
            var call = new HistoryEntry(HistoryKind.TaskScheduled, CurrentUtcDateTime) { Name = name.Name, Payload = NewPayload(input) };
            var answer = Ledger.Call(call, CancellationToken.None, out var number);
            return (number, answer);
        });
        return WorkerJson.Read<TResult>((await retry.Run(options?.Retry)).Payload)!;
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        EnsureLegalAccess();
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        InstanceIds.Validate(id);
        var version = options?.Version is { } given ? given.Version : defaultVersion;
        var retry = new RetryLoop(this, orchestratorName.Name, isActivity: false, () =>
        {
            var call = new HistoryEntry(HistoryKind.SubOrchestrationCreated, CurrentUtcDateTime)
            {
                Name = orchestratorName.Name,
                Target = id,
                Version = version,
                Payload = NewPayload(input),
            };
            var answer = Ledger.Call(call, CancellationToken.None, out var number);
            return (number, answer);
        });
        return WorkerJson.Read<TResult>((await retry.Run(options?.Retry)).Payload)!;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureLegalAccess();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var call = new HistoryEntry(HistoryKind.TimerCreated, CurrentUtcDateTime) { Due = fireAt.ToUniversalTime() };
        return Ledger.Call(call, cancellationToken, out _);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureLegalAccess();
        return Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        EnsureLegalAccess();
        InstanceIds.Validate(instanceId);
        Ledger.Send(new HistoryEntry(HistoryKind.EventSent, CurrentUtcDateTime)
        {
            Name = eventName,
            Target = instanceId,
            Payload = NewPayload(payload),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureLegalAccess();
        if (!IsReplaying)
        {
            CustomStatus = WorkerJson.Write(customStatus);
            HasCustomStatus = true;
        }
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        EnsureLegalAccess();
        ArgumentNullException.ThrowIfNull(options);
        ContinuationInput = WorkerJson.Write(options.NewInput);
        Continuation = options;
    }

    public override Guid NewGuid()
    {
        EnsureLegalAccess();
        return DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);
    }
}
