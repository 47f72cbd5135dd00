using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Functions.Entities;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>One app's registry entity as its orchestrations use it: seeded from its mirror when empty, mirrored after every change that matters.</summary>
sealed class RegistrySteps(TaskOrchestrationContext context, long appId)
{
    bool _seeded;

    /// <summary>Asks for the request of an access type.</summary>
    public async Task<RegistryAnswer> ReserveAsync(AccessType accessType, bool renew)
    {
        var answer = await AskAsync(accessType, renew);
        if (answer.Reservation is not null)
        {
            return answer;
        }

        _seeded = true;
        var mirror = await context.CallActivityAsync<LoadedRegistry>(nameof(LoadRegistryMirror), new RegistryKey(appId), Retries.Transient);
        if (mirror.State is { } state)
        {
            await context.Entities.CallEntityAsync(Entity, nameof(ReportRequests.Seed), state);
        }

        return await AskAsync(accessType, renew);
    }

    /// <summary>Asks to look whether the request of an access type still delivers.</summary>
    public Task<RegistryAnswer> RecheckAsync(AccessType accessType) => context.Entities.CallEntityAsync<RegistryAnswer>(
        Entity, nameof(ReportRequests.Recheck), new ReserveRequest(context.InstanceId, accessType, context.CurrentUtcDateTime));

    /// <summary>Records a request that is there.</summary>
    public async Task<KnownRequest> ConfirmAsync(AccessType accessType, string requestId, EnsureRequestState state, bool duplicatePrevented)
    {
        var confirmation = await context.Entities.CallEntityAsync<RegistryConfirmation>(
            Entity,
            nameof(ReportRequests.Confirm),
            new ConfirmRequest(context.InstanceId, accessType, requestId, state, duplicatePrevented, context.CurrentUtcDateTime));
        await MirrorAsync(confirmation.State);
        return confirmation.Request;
    }

    /// <summary>Gives a reservation back after an attempt that gave no request, or notes that one that is there cannot be read.</summary>
    public async Task FailAsync(AccessType accessType, EnsureRequestState state, string message)
    {
        var registry = await context.Entities.CallEntityAsync<ReportRequestState>(
            Entity, nameof(ReportRequests.Fail), new FailRequest(context.InstanceId, accessType, state, message, context.CurrentUtcDateTime));
        if (state != EnsureRequestState.Deferred)
        {
            await MirrorAsync(registry);
        }
    }

    /// <summary>Tells the registry that Apple does not know a request any more.</summary>
    public async Task RetireAsync(string requestId) => await MirrorAsync(await context.Entities.CallEntityAsync<ReportRequestState>(
        Entity, nameof(ReportRequests.Retire), new RetireRequest(requestId, context.CurrentUtcDateTime)));

    /// <summary>Tells the registry that Apple lists instances of a request.</summary>
    public async Task DeliverAsync(string requestId) => await MirrorAsync(await context.Entities.CallEntityAsync<ReportRequestState>(
        Entity, nameof(ReportRequests.Deliver), new DeliverRequest(requestId, context.CurrentUtcDateTime)));

    /// <summary>Tells the registry what a look at a one-time snapshot gave.</summary>
    /// <returns>The request as the registry keeps it now.</returns>
    public async Task<KnownRequest> LookAsync(string requestId, IReadOnlyList<string> read, IReadOnlyList<string> unread)
    {
        var state = await context.Entities.CallEntityAsync<ReportRequestState>(
            Entity, nameof(ReportRequests.Look), new LookRequest(requestId, read, unread, context.CurrentUtcDateTime));
        await MirrorAsync(state);
        return state.Requests.Single(r => r.RequestId == requestId);
    }

    Microsoft.DurableTask.Entities.EntityInstanceId Entity => ReportRequests.Of(appId);

    Task<RegistryAnswer> AskAsync(AccessType accessType, bool renew) => context.Entities.CallEntityAsync<RegistryAnswer>(
        Entity,
        nameof(ReportRequests.Reserve),
        new RegistryQuestion(new(context.InstanceId, accessType, context.CurrentUtcDateTime, renew), _seeded));

    Task<SavedRegistry> MirrorAsync(ReportRequestState state) =>
        context.CallActivityAsync<SavedRegistry>(nameof(SaveRegistryMirror), new RegistryMirrorInput(appId, state), Retries.Transient);
}
