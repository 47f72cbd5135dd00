using AppleAnalytics.Apple;
using AppleAnalytics.Reports;
using AppleAnalytics.Telemetry;
using Microsoft.Extensions.Logging;

namespace AppleAnalytics.Requests;

/// <summary>
/// Sees to it that an app has a report request of an access type: lists first, takes what is there, creates only when there is
/// none. Apple answers a second creation with 409, whose body does not name the first, so the list is read again then. An ongoing
/// request Apple stopped for inactivity blocks a new one; it is reported as stopped until the caller, who has read what it still
/// holds, allows to delete it. Nothing here loops: each call is made at most once before and once after a conflict. Safe to run
/// twice and at once.
/// </summary>
public sealed class RequestEnsurer(AppStoreConnectClient client, ILogger<RequestEnsurer> logger)
{
    /// <summary>Ensures the request.</summary>
    /// <exception cref="TransientAppleException">Apple cannot be reached now.</exception>
    public async Task<EnsureRequestOutcome> RunAsync(EnsureRequestInput input, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var trace = StepTrace.Begin("ensure request", logger, input.RunId, input.AppId);
        var meter = new ApiUsageMeter();
        var outcome = await EnsureAsync(input, meter, cancellation) with { Usage = meter.Total };
        trace.Ended($"{outcome.State}");
        if (outcome.RequestId is { } id)
        {
            RequestsLog.Ensured(logger, input.RunId, input.AppId, input.AccessType, id, outcome.State);
        }
        else
        {
            RequestsLog.NotEnsured(logger, input.RunId, input.AppId, input.AccessType, outcome.State, outcome.Message);
        }

        return outcome;
    }

    async Task<EnsureRequestOutcome> EnsureAsync(EnsureRequestInput input, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var listed = await client.ListReportRequestsAsync(input.AppId, input.AccessType, meter, cancellation);
        if (listed.Kind == AppleResultKind.Forbidden && input.KnownRequestId is { } known)
        {
            // A key may be allowed to read a request and yet not to list the app's; then the id we remember is the only way.
            var remembered = await client.GetReportRequestAsync(known, meter, cancellation);
            return !remembered.IsOk ? remembered.Kind == AppleResultKind.Deferred ? Failure(remembered) : Failure(listed)
                : await DecideAsync(input, [remembered.Required], meter, cancellation);
        }

        return listed.IsOk ? await DecideAsync(input, listed.Required, meter, cancellation) : Failure(listed);
    }

    async Task<EnsureRequestOutcome> DecideAsync(
        EnsureRequestInput input, IReadOnlyList<AnalyticsReportRequest> listed, ApiUsageMeter meter, CancellationToken cancellation)
    {
        if (Usable(input, listed) is { } there && !(input.Renew && there.Id == input.KnownRequestId))
        {
            return There(input, there);
        }

        List<AnalyticsReportRequest> stopped = [.. listed.Where(r => input.AccessType == AccessType.Ongoing && r.StoppedDueToInactivity)];
        return stopped.Count > 0 && !input.ReplaceStopped ? Stopped(input, stopped) : await CreateAsync(input, stopped, meter, cancellation);
    }

    async Task<EnsureRequestOutcome> CreateAsync(
        EnsureRequestInput input, List<AnalyticsReportRequest> stopped, ApiUsageMeter meter, CancellationToken cancellation)
    {
        if (await DeleteAsync(input, stopped, meter, cancellation) is { } undeleted)
        {
            return undeleted;
        }

        var created = await client.CreateReportRequestAsync(input.AppId, input.AccessType, meter, cancellation);
        if (created.IsOk)
        {
            return Created(created.Required, stopped.Count > 0);
        }

        return created.Kind == AppleResultKind.Conflict
            ? await ResolveConflictAsync(input, stopped.Count > 0, meter, cancellation)
            : Failure(created) with { StoppedDueToInactivity = stopped.Count > 0 };
    }

    // Someone else was faster, or the list was behind, or the request is one Apple neither lists nor shows.
    async Task<EnsureRequestOutcome> ResolveConflictAsync(EnsureRequestInput input, bool hadStopped, ApiUsageMeter meter, CancellationToken cancellation)
    {
        var listed = await client.ListReportRequestsAsync(input.AppId, input.AccessType, meter, cancellation);
        if (!listed.IsOk)
        {
            return Failure(listed) with { DuplicatePrevented = true };
        }

        if (Usable(input, listed.Required) is { } there)
        {
            return There(input, there) with { DuplicatePrevented = true, StoppedDueToInactivity = hadStopped };
        }

        if (listed.Required.Count > 0 && !hadStopped)
        {
            if (!input.ReplaceStopped)
            {
                return Stopped(input, listed.Required) with { DuplicatePrevented = true };
            }

            if (await DeleteAsync(input, listed.Required, meter, cancellation) is { } undeleted)
            {
                return undeleted;
            }

            var created = await client.CreateReportRequestAsync(input.AppId, input.AccessType, meter, cancellation);
            if (created.Kind != AppleResultKind.Conflict)
            {
                return created.IsOk ? Created(created.Required, recreated: true) : Failure(created);
            }
        }

        if (input.KnownRequestId is { } known)
        {
            var remembered = await client.GetReportRequestAsync(known, meter, cancellation);
            if (remembered.Kind != AppleResultKind.NotFound)
            {
                return remembered.IsOk
                    ? new() { State = EnsureRequestState.Existing, RequestId = known, DuplicatePrevented = true }
                    : Failure(remembered) with { DuplicatePrevented = true };
            }
        }

        return new()
        {
            State = EnsureRequestState.Ghost,
            DuplicatePrevented = true,
            StoppedDueToInactivity = hadStopped,
            Message = input.AccessType == AccessType.OneTimeSnapshot
                ? $"Apple says that app {input.AppId} has a one-time snapshot request but does not list one; a snapshot may be requested once a month, so try again next month, or ask Apple's developer support."
                : $"Apple says that app {input.AppId} has an ongoing report request but does not list one; nothing on this side can mend that, so ask Apple's developer support to remove it.",
        };
    }

    async Task<EnsureRequestOutcome?> DeleteAsync(
        EnsureRequestInput input, IReadOnlyList<AnalyticsReportRequest> stopped, ApiUsageMeter meter, CancellationToken cancellation)
    {
        foreach (var request in stopped)
        {
            RequestsLog.DeletingStopped(logger, input.AppId, request.Id);
            var deleted = await client.DeleteReportRequestAsync(request.Id, meter, cancellation);
            if (!deleted.IsOk)
            {
                return Failure(deleted) with { StoppedDueToInactivity = true };
            }
        }

        return null;
    }

    // The one we know when it is there; else the first by id, so that every run takes the same. A snapshot is complete when made,
    // so one that was stopped still serves.
    static AnalyticsReportRequest? Usable(EnsureRequestInput input, IReadOnlyList<AnalyticsReportRequest> listed) => listed
        .Where(r => !r.StoppedDueToInactivity || input.AccessType == AccessType.OneTimeSnapshot)
        .OrderByDescending(r => r.Id == input.KnownRequestId)
        .ThenBy(r => r.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    static EnsureRequestOutcome There(EnsureRequestInput input, AnalyticsReportRequest request) => new()
    {
        State = request.Id == input.KnownRequestId ? EnsureRequestState.Existing : EnsureRequestState.Adopted,
        RequestId = request.Id,
        StoppedDueToInactivity = request.StoppedDueToInactivity,
    };

    static EnsureRequestOutcome Stopped(EnsureRequestInput input, IReadOnlyList<AnalyticsReportRequest> stopped) => new()
    {
        State = EnsureRequestState.Stopped,
        RequestId = stopped.OrderByDescending(r => r.Id == input.KnownRequestId).ThenBy(r => r.Id, StringComparer.Ordinal).First().Id,
        StoppedDueToInactivity = true,
        Message = "Apple has stopped the request because its reports were not read for long; what it still holds is read first, then it is made anew.",
    };

    static EnsureRequestOutcome Created(AnalyticsReportRequest request, bool recreated) => new()
    {
        State = recreated ? EnsureRequestState.Recreated : EnsureRequestState.Created,
        RequestId = request.Id,
        StoppedDueToInactivity = recreated,
        Message = recreated ? "Apple had stopped the request because its reports were not read for long; it was created anew, and its first data comes in a day or two." : "",
    };

    static EnsureRequestOutcome Failure<T>(AppleResult<T> result) => new()
    {
        State = result.Kind switch
        {
            AppleResultKind.Deferred => EnsureRequestState.Deferred,
            AppleResultKind.AgreementMissing => EnsureRequestState.AgreementMissing,
            _ => EnsureRequestState.Refused,
        },
        DeferredUntil = result.DeferredUntil,
        Message = result.Message,
    };
}
