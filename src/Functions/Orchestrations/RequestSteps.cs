using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Functions.Entities;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>Makes sure that an app has its report requests, through the app's registry entity.</summary>
sealed class RequestSteps(TaskOrchestrationContext context, AppRunInput input, AppSession session)
{
    /// <summary>How long a snapshot is looked at after its request: its data come within days and never change.</summary>
    static readonly TimeSpan SnapshotReadFor = TimeSpan.FromDays(7);

    /// <summary>How soon an asker looks again while another run ensures the request; the registry names only the latest time.</summary>
    static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>How long a request that delivers nothing new is believed to be alive.</summary>
    static readonly TimeSpan BelievedFor = TimeSpan.FromHours(20);

    const int MostAnswers = 25;

    bool _seeded;
    KnownRequest? _snapshot;

    /// <summary>The requests to read from: the ongoing one first, then the snapshot where one is wanted or still young.</summary>
    public async Task<IReadOnlyList<RequestSource>> EnsureAsync()
    {
        if (await EnsureAsync(AccessType.Ongoing) is not { } ongoing)
        {
            return [];
        }

        var youngest = context.CurrentUtcDateTime - SnapshotReadFor;
        if (input.Snapshot || (input.HistoryOnFirstRun && _snapshot is null))
        {
            return await EnsureAsync(AccessType.OneTimeSnapshot) is { } snapshot ? [ongoing, snapshot] : [ongoing];
        }

        return _snapshot is { Retired: false } young && young.FirstSeen >= youngest
            ? [ongoing, RequestSource.Of(young)]
            : [ongoing];
    }

    /// <summary>
    /// Asks Apple about a request that delivered nothing new: it may have been stopped for inactivity, and is then made anew.
    /// Costs a call, and only on days without a new instance.
    /// </summary>
    public async Task VerifyAsync(RequestSource source)
    {
        var now = context.CurrentUtcDateTime;
        if (now - source.Confirmed < BelievedFor)
        {
            return;
        }

        var answer = await context.Entities.CallEntityAsync<RegistryAnswer>(
            ReportRequests.Of(input.App.Id), nameof(ReportRequests.Recheck), new ReserveRequest(context.InstanceId, source.AccessType, now));
        if (answer.Reservation is { Kind: ReservationKind.Create } look)
        {
            await CreateAsync(source.AccessType, look.RequestId, answer.Active);
        }
    }

    /// <summary>Tells the registry that Apple does not know a request any more.</summary>
    public Task RetireAsync(RequestSource source) =>
        context.Entities.CallEntityAsync(
            ReportRequests.Of(input.App.Id), nameof(ReportRequests.Retire), new RetireRequest(source.RequestId, context.CurrentUtcDateTime));

    async Task<RequestSource?> EnsureAsync(AccessType accessType)
    {
        var waited = false;
        for (var answers = 0; answers < MostAnswers; answers++)
        {
            var question = new RegistryQuestion(new(context.InstanceId, accessType, context.CurrentUtcDateTime), _seeded);
            var answer = await context.Entities.CallEntityAsync<RegistryAnswer>(
                ReportRequests.Of(input.App.Id), nameof(ReportRequests.Reserve), question);
            _snapshot = answer.Snapshot;
            switch (answer.Reservation)
            {
                case null:
                    await SeedAsync();
                    break;
                case { Kind: ReservationKind.Existing }:
                    return RequestSource.Of(answer.Active!);
                case { Kind: ReservationKind.Create } create:
                    return await CreateAsync(accessType, create.RequestId, answer.Active);
                case { Kind: ReservationKind.WaitUntil } wait:
                    if (!waited)
                    {
                        waited = true;
                        session.Tally.Requested(new(0, 0, 0, DuplicatesPrevented: 1));
                    }

                    var soon = context.CurrentUtcDateTime + AskAgainAfter;
                    await context.CreateTimer(wait.Until is { } until && until < soon ? until : soon, CancellationToken.None);
                    break;
            }
        }

        session.Fail(accessType, TableState.Late, "Another run holds the app's report request for too long.", "");
        return null;
    }

    async Task SeedAsync()
    {
        _seeded = true;
        var mirror = await context.CallActivityAsync<LoadedRegistry>(nameof(LoadRegistryMirror), new RegistryKey(input.App.Id), Retries.Transient);
        if (mirror.State is { } state)
        {
            await context.Entities.CallEntityAsync(ReportRequests.Of(input.App.Id), nameof(ReportRequests.Seed), state);
        }
    }

    /// <summary>Ensures the request at Apple. One that was only looked at again stays in use when the look fails.</summary>
    async Task<RequestSource?> CreateAsync(AccessType accessType, string? knownRequestId, KnownRequest? active)
    {
        var fallback = active is null ? null : RequestSource.Of(active);
        EnsureRequestOutcome outcome;
        try
        {
            outcome = await session.Apple.CallAsync<EnsureRequestOutcome>(
                nameof(EnsureRequest), new EnsureRequestInput(input.App.Id, accessType, knownRequestId), o => (o.Usage, o.DeferredUntil));
        }
        catch (TaskFailedException fault)
        {
            await GiveBackAsync(accessType, EnsureRequestState.Deferred, fault.FailureDetails.ErrorMessage);
            if (fallback is null)
            {
                session.Fail(accessType, TableState.Failed, fault.FailureDetails.ErrorMessage, "");
            }

            return fallback;
        }

        if (outcome.RequestId is not { } requestId)
        {
            await GiveBackAsync(accessType, outcome.State, outcome.Message);
            var (state, whatToDo) = Advice(outcome.State);
            if (fallback is null)
            {
                session.Fail(accessType, state, outcome.Message, whatToDo);
            }
            else if (outcome.State != EnsureRequestState.Deferred)
            {
                session.Tally.Failed("", state, outcome.Message, whatToDo);
            }

            return fallback;
        }

        var confirmation = await context.Entities.CallEntityAsync<RegistryConfirmation>(
            ReportRequests.Of(input.App.Id),
            nameof(ReportRequests.Confirm),
            new ConfirmRequest(context.InstanceId, accessType, requestId, outcome.State, outcome.DuplicatePrevented, context.CurrentUtcDateTime));
        if (outcome.State == EnsureRequestState.Existing)
        {
            return RequestSource.Of(confirmation.Request);
        }

        session.Tally.Requested(new(
            outcome.State == EnsureRequestState.Created ? 1 : 0,
            outcome.State == EnsureRequestState.Adopted ? 1 : 0,
            outcome.State == EnsureRequestState.Recreated ? 1 : 0,
            outcome.DuplicatePrevented ? 1 : 0));
        await context.CallActivityAsync<SavedRegistry>(
            nameof(SaveRegistryMirror), new RegistryMirrorInput(input.App.Id, confirmation.State), Retries.Transient);
        return RequestSource.Of(confirmation.Request);
    }

    Task GiveBackAsync(AccessType accessType, EnsureRequestState state, string message) =>
        context.Entities.CallEntityAsync(
            ReportRequests.Of(input.App.Id),
            nameof(ReportRequests.Fail),
            new FailRequest(context.InstanceId, accessType, state, message, context.CurrentUtcDateTime));

    static (TableState State, string WhatToDo) Advice(EnsureRequestState state) => state switch
    {
        EnsureRequestState.AgreementMissing => (TableState.Refused, "The Account Holder must accept the agreement in App Store Connect under Business."),
        EnsureRequestState.Ghost => (TableState.Refused, "Ask Apple Developer Support to remove the report request that neither lists nor opens."),
        EnsureRequestState.Deferred => (TableState.Late, ""),
        _ => (TableState.Refused, "Use an API key with the Admin role, which Apple requires to create report requests."),
    };
}
