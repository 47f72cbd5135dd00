using AppleAnalytics.Curation;
using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Lake;
using AppleAnalytics.Landing;
using AppleAnalytics.Reports;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>
/// Lands instances one after the other and curates them beside it, so that the CPU's work never holds up the network's. A table's are
/// curated in the order they landed: what an audit compares with must not depend on which was faster.
/// </summary>
sealed class InstanceSteps(TaskOrchestrationContext context, AppRunInput input, AppSession session)
{
    /// <summary>Curations of one app at once; more would only wait in the activities' queue.</summary>
    const int MostCurations = 3;

    /// <summary>Calls reserved at once: one segment list per instance.</summary>
    const int CallsPerBlock = 20;

    readonly List<string> _tried = [];
    readonly List<string> _landed = [];

    /// <summary>Instances that failed, or have no segments yet, and are not tried again by this run.</summary>
    public IReadOnlyList<string> Tried => _tried;

    /// <summary>Instances that are in the lake now, whatever became of them there.</summary>
    public IReadOnlyList<string> Landed => _landed;

    /// <summary>Works on instances until done or late.</summary>
    public async Task RunAsync(IReadOnlyList<InstanceReference> instances)
    {
        var curating = new List<Task>();
        var lastOfTable = new Dictionary<string, Task>(StringComparer.Ordinal);
        for (var i = 0; i < instances.Count; i++)
        {
            var allowed = !session.IsLate
                && (i % CallsPerBlock != 0 || await session.Quota.ReserveAsync(Math.Min(CallsPerBlock, instances.Count - i), input.Deadline));
            if (!allowed)
            {
                session.Late(instances.Skip(i));
                break;
            }

            if (await LandAsync(instances[i]))
            {
                _landed.Add(instances[i].InstanceId);
                while (curating.Count >= MostCurations)
                {
                    curating.Remove(await Task.WhenAny(curating));
                }

                var curation = CurateAsync(instances[i], after: lastOfTable.GetValueOrDefault(instances[i].Table, Task.CompletedTask));
                lastOfTable[instances[i].Table] = curation;
                curating.Add(curation);
            }

            session.Show("landing", i + 1, instances.Count);
        }

        await Task.WhenAll(curating);
    }

    async Task<bool> LandAsync(InstanceReference instance)
    {
        try
        {
            var outcome = await session.Apple.CallAsync<LandOutcome>(nameof(LandInstance), instance, o => (o.Usage, o.DeferredUntil));
            switch (outcome.State)
            {
                case LandState.Deferred:
                    session.Late([instance]);
                    _tried.Add(instance.InstanceId);
                    return false;
                case LandState.Failed:
                    await FailAsync(instance, outcome.Message);
                    return false;
                default:
                    return true;
            }
        }
        catch (TaskFailedException fault)
        {
            await FailAsync(instance, fault.FailureDetails);
            return false;
        }
    }

    async Task CurateAsync(InstanceReference instance, Task after)
    {
        await after;
        try
        {
            var outcome = await context.CallActivityAsync<CurateOutcome>(
                nameof(CurateInstance), new CurateInstanceInput(instance, input.Thresholds, input.Date), Retries.Transient);
            session.Tally.Used(outcome.Lake);
            session.Tally.Curated(instance, outcome);
            var isListedAgain = input.Replace && instance.AccessType == AccessType.OneTimeSnapshot;
            if (isListedAgain || outcome.State is InstanceOutcome.Failed or InstanceOutcome.Parked or InstanceOutcome.AwaitingSegments)
            {
                _tried.Add(instance.InstanceId);
            }
        }
        catch (TaskFailedException fault)
        {
            await FailAsync(instance, fault.FailureDetails);
        }
    }

    /// <summary>What may pass on retry counts against the run, not against the instance.</summary>
    async Task FailAsync(InstanceReference instance, TaskFailureDetails failure)
    {
        if (Retries.MayPass(failure))
        {
            _tried.Add(instance.InstanceId);
            session.Tally.Broken(instance, failure.ErrorMessage, parked: false);
            return;
        }

        await FailAsync(instance, failure.ErrorMessage);
    }

    async Task FailAsync(InstanceReference instance, string message)
    {
        _tried.Add(instance.InstanceId);
        try
        {
            var recorded = await context.CallActivityAsync<RecordFailureOutcome>(
                nameof(RecordFailure), new RecordFailureInput(instance, message, input.Date), Retries.Transient);
            session.Tally.Broken(instance, message, recorded.Parked);
        }
        catch (TaskFailedException)
        {
            // The ledger cannot be written either; the instance stays due, and the run report says why it failed.
            session.Tally.Broken(instance, message, parked: false);
        }
    }
}
