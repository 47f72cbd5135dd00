using AppleAnalytics.Functions.Activities;
using AppleAnalytics.Functions.Entities;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using AppleAnalytics.Runs;
using Microsoft.DurableTask;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>Makes sure that an app has its report requests, through the app's registry.</summary>
sealed class RequestSteps(TaskOrchestrationContext context, AppRunInput input, AppSession session, RegistrySteps registry)
{
    /// <summary>How soon an asker looks again while another run ensures the request; the registry names only the latest time.</summary>
    static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>How long a history that could not be requested is left alone; Apple takes one snapshot a month.</summary>
    static readonly TimeSpan HistoryRetry = TimeSpan.FromDays(30);

    /// <summary>How long Apple keeps what a snapshot delivered; a table that is wanted later than that has only the next one.</summary>
    static readonly TimeSpan SnapshotKept = TimeSpan.FromDays(ProcessingWindow.RetentionDays);

    const int MostAnswers = 25;

    KnownRequest? _snapshot;
    RegistryProblem? _snapshotProblem;

    /// <summary>The requests to read from: the ongoing one first, then the snapshot where one is wanted or not read to its end yet.</summary>
    public async Task<IReadOnlyList<RequestSource>> EnsureAsync()
    {
        var sources = new List<RequestSource>();
        if (input.Kind != RunKind.Snapshot && await EnsureAsync(AccessType.Ongoing) is { } ongoing)
        {
            sources.Add(ongoing);
        }

        if (await SnapshotAsync(hasOngoing: sources.Count > 0) is { } snapshot)
        {
            sources.Add(snapshot);
        }

        return sources;
    }

    /// <summary>
    /// Asks Apple about a request that was stopped, or has been silent so long that it may have been. Called when everything it
    /// lists is in the lake: a stopped one is deleted, which takes its instances away, and made anew.
    /// </summary>
    public async Task LookAgainAsync(RequestSource source)
    {
        var answer = await registry.RecheckAsync(source.AccessType);
        if (answer.Reservation is { Kind: ReservationKind.Create } look)
        {
            await CreateAsync(source.AccessType, new(input.App.Id, source.AccessType, look.RequestId, ReplaceStopped: true), answer);
        }
    }

    async Task<RequestSource?> SnapshotAsync(bool hasOngoing)
    {
        if (input.Snapshot)
        {
            var asked = await EnsureAsync(AccessType.OneTimeSnapshot, renew: input.Kind == RunKind.Backfill);
            session.Tally.Snapshot(asked is null ? SnapshotState.Refused : IsRead(asked) ? SnapshotState.Read : SnapshotState.Waiting);

            // What was read needs no second look, unless its dates are to replace others now.
            return asked is not null && IsRead(asked) && !input.Replace ? null : asked;
        }

        if (input.HistoryOnFirstRun && hasOngoing && _snapshot is null
            && (_snapshotProblem is null || _snapshotProblem.At + HistoryRetry <= context.CurrentUtcDateTime))
        {
            return await EnsureAsync(AccessType.OneTimeSnapshot);
        }

        return hasOngoing && _snapshot is { Retired: false } known && known.FirstSeen + SnapshotKept > context.CurrentUtcDateTime
            && new RequestSource(known, _snapshotProblem is not null) is var unread && !IsRead(unread) ? unread : null;
    }

    bool IsRead(RequestSource snapshot) => !input.Tables.Any(t => snapshot.Wants(t.Name));

    async Task<RequestSource?> EnsureAsync(AccessType accessType, bool renew = false)
    {
        var waited = false;
        for (var answers = 0; answers < MostAnswers; answers++)
        {
            var answer = await registry.ReserveAsync(accessType, renew);
            (_snapshot, _snapshotProblem) = (answer.Snapshot, answer.SnapshotProblem);
            switch (answer.Reservation!.Kind)
            {
                case ReservationKind.Existing:
                    return new(answer.Active!, answer.Problem is not null);
                case ReservationKind.Create:
                    return await CreateAsync(accessType, new(input.App.Id, accessType, answer.Reservation.RequestId, Renew: renew), answer);
                case ReservationKind.Blocked:
                    session.Fail(accessType, TableState.Refused, answer.Problem!.Message, Advice(EnsureRequestState.Ghost).WhatToDo);
                    return null;
                default:
                    if (!waited)
                    {
                        waited = true;
                        session.Tally.Requested(new(0, 0, 0, DuplicatesPrevented: 1));
                    }

                    var soon = context.CurrentUtcDateTime + AskAgainAfter;
                    await context.CreateTimer(answer.Reservation.Until is { } until && until < soon ? until : soon, CancellationToken.None);
                    break;
            }
        }

        session.Fail(accessType, TableState.Late, "Another run holds the app's report request for too long.", "");
        return null;
    }

    /// <summary>Ensures the request at Apple. One that was only looked at again stays in use when the look fails.</summary>
    async Task<RequestSource?> CreateAsync(AccessType accessType, EnsureRequestInput wanted, RegistryAnswer answer)
    {
        var fallback = answer.Active is { } active ? new RequestSource(active, answer.Problem is not null) : null;
        EnsureRequestOutcome outcome;
        try
        {
            outcome = await session.Apple.CallAsync<EnsureRequestOutcome>(nameof(EnsureRequest), wanted with { RunId = input.RunId }, o => (o.Usage, o.DeferredUntil));
        }
        catch (TaskFailedException fault)
        {
            await registry.FailAsync(accessType, EnsureRequestState.Deferred, fault.FailureDetails.ErrorMessage);
            if (fallback is null)
            {
                session.Fail(accessType, TableState.Failed, fault.FailureDetails.ErrorMessage, "");
            }

            return fallback;
        }

        if (outcome.RequestId is not { } requestId)
        {
            await registry.FailAsync(accessType, outcome.State, outcome.Message);
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

        var request = await registry.ConfirmAsync(accessType, requestId, outcome.State, outcome.DuplicatePrevented);
        session.Tally.Requested(new(
            outcome.State == EnsureRequestState.Created ? 1 : 0,
            outcome.State == EnsureRequestState.Adopted ? 1 : 0,
            outcome.State == EnsureRequestState.Recreated ? 1 : 0,
            outcome.DuplicatePrevented ? 1 : 0));
        return new(request);
    }

    static (TableState State, string WhatToDo) Advice(EnsureRequestState state) => state switch
    {
        EnsureRequestState.AgreementMissing => (TableState.Refused, RequestAdvice.AcceptAgreement),
        EnsureRequestState.Ghost => (TableState.Refused, RequestAdvice.AskAboutGhost),
        EnsureRequestState.Deferred => (TableState.Late, ""),
        _ => (TableState.Refused, RequestAdvice.UseAdminKey),
    };
}
