using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>
/// The registry of one app's report requests as a pure state machine: every operation takes a state and one input record, which
/// carries the time, and gives the next state. The entity around it runs one operation at a time, which is what makes a second
/// creation impossible within a task hub; across hubs, listing before creating and adopting on 409 carry it.
/// A rate limit never changes what is known of a request.
/// </summary>
public static class ReportRequestRegistry
{
    /// <summary>How long a reservation holds when its holder neither confirms nor gives it up.</summary>
    public static readonly TimeSpan ReservationLifetime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long creation is not tried again after Apple answered with a ghost request: under a day, so that a daily run tries
    /// daily and nothing tries more often.
    /// </summary>
    public static readonly TimeSpan GhostHold = TimeSpan.FromHours(20);

    /// <summary>Requests kept; the oldest retired ones beyond that go.</summary>
    public const int MaxRequests = 48;

    const int MaxMessage = 500;

    /// <summary>
    /// Asks for the request of an access type. Without one, the first holder may create it, the others wait until the reservation
    /// lapses or is confirmed; the same holder gets the same answer, and a lapsed reservation passes to whoever asks next. After a
    /// ghost nobody creates for <see cref="GhostHold"/>. A one-time snapshot is renewed on wish, a month after it was first seen.
    /// </summary>
    public static (ReportRequestState State, Reservation Answer) Reserve(ReportRequestState state, ReserveRequest input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        var pending = state.Pending.FirstOrDefault(p => p.AccessType == input.AccessType && p.Expires > input.Now);
        var isHolder = pending?.Holder == input.Holder;
        if (Active(state, input.AccessType) is { } known && !isHolder && (pending is not null || !MayRenew(known, input)))
        {
            return (state, new() { Kind = ReservationKind.Existing, RequestId = known.RequestId, RequestSequence = known.Sequence });
        }

        var lastKnown = state.Requests.LastOrDefault(r => r.AccessType == input.AccessType)?.RequestId;
        if (pending is not null)
        {
            if (isHolder)
            {
                return (state, new() { Kind = ReservationKind.Create, RequestId = lastKnown, Until = pending.Expires });
            }

            var waiting = Changed(state) with { Counters = state.Counters with { DuplicatesPrevented = state.Counters.DuplicatesPrevented + 1 } };
            return (waiting, new() { Kind = ReservationKind.WaitUntil, Until = pending.Expires });
        }

        if (Problem(state, input.AccessType) is { State: EnsureRequestState.Ghost } ghost && ghost.At + GhostHold > input.Now)
        {
            return (state, new() { Kind = ReservationKind.Blocked, Until = ghost.At + GhostHold });
        }

        var expires = input.Now + ReservationLifetime;
        var reserved = Changed(state) with { Pending = [.. Others(state, input.AccessType), new(input.AccessType, input.Holder, expires)] };
        return (reserved, new() { Kind = ReservationKind.Create, RequestId = lastKnown, Until = expires });
    }

    /// <summary>
    /// Asks to look whether the active request still delivers: it may have been stopped, and is then made anew. One holder at a
    /// time may look; the request stays in use meanwhile, and stays known whatever the look gives but a confirmation of another.
    /// </summary>
    public static (ReportRequestState State, Reservation Answer) Recheck(ReportRequestState state, ReserveRequest input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        if (Active(state, input.AccessType) is not { } known)
        {
            return Reserve(state, input);
        }

        var pending = state.Pending.FirstOrDefault(p => p.AccessType == input.AccessType && p.Expires > input.Now);
        if (pending is not null && pending.Holder != input.Holder)
        {
            return (state, new() { Kind = ReservationKind.Existing, RequestId = known.RequestId, RequestSequence = known.Sequence });
        }

        var expires = pending?.Expires ?? input.Now + ReservationLifetime;
        var reserved = pending is not null
            ? state
            : Changed(state) with { Pending = [.. Others(state, input.AccessType), new(input.AccessType, input.Holder, expires)] };
        return (reserved, new() { Kind = ReservationKind.Create, RequestId = known.RequestId, Until = expires });
    }

    /// <summary>
    /// Records a request that is there, whoever ensured it: what Apple has is a fact. Another active request of the access type
    /// is retired, the reservation ends. Confirming the active request again changes only when it was confirmed.
    /// </summary>
    public static (ReportRequestState State, KnownRequest Answer) Confirm(ReportRequestState state, ConfirmRequest input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(input.RequestId);
        var known = state.Requests.FirstOrDefault(r => r.RequestId == input.RequestId);
        var confirmed = known is null
            ? new KnownRequest
            {
                RequestId = input.RequestId,
                AccessType = input.AccessType,
                Sequence = state.LastSequence + 1,
                Origin = input.State,
                FirstSeen = input.Now,
                Confirmed = input.Now,
            }
            : known with { Confirmed = input.Now, Retired = false };
        confirmed = confirmed with { Stopped = input.State == EnsureRequestState.Stopped ? confirmed.Stopped ?? input.Now : null };
        var next = Changed(state) with
        {
            Requests = Keep(state.Requests
                .Where(r => r.RequestId != input.RequestId)
                .Select(r => r.AccessType == input.AccessType ? r with { Retired = true } : r)
                .Append(confirmed)),
            Pending = [.. Others(state, input.AccessType)],
            Counters = known is { Retired: false } ? state.Counters : Count(state.Counters, input),
            Problems = [.. state.Problems.Where(p => p.AccessType != input.AccessType)],
            LastSequence = Math.Max(state.LastSequence, confirmed.Sequence),
        };
        return (next, confirmed);
    }

    /// <summary>Gives the holder's reservation back after an attempt that gave no request; a deferral leaves everything else as it was.</summary>
    public static ReportRequestState Fail(ReportRequestState state, FailRequest input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        var message = input.Message.Length > MaxMessage ? input.Message[..MaxMessage] : input.Message;
        return Changed(state) with
        {
            Pending = [.. state.Pending.Where(p => p.AccessType != input.AccessType || p.Holder != input.Holder)],
            Problems = input.State == EnsureRequestState.Deferred
                ? state.Problems
                : [.. state.Problems.Where(p => p.AccessType != input.AccessType), new(input.AccessType, input.State, message, input.Now)],
        };
    }

    /// <summary>Stops using a request Apple does not know any more; the next reservation of its access type may create another.</summary>
    public static ReportRequestState Retire(ReportRequestState state, RetireRequest input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        return state.Requests.Any(r => r.RequestId == input.RequestId && !r.Retired)
            ? Changed(state) with { Requests = [.. state.Requests.Select(r => r.RequestId == input.RequestId ? r with { Retired = true } : r)] }
            : state;
    }

    /// <summary>Notes that Apple lists instances of a request: it delivers, and what was wrong with reading it is over.</summary>
    public static ReportRequestState Deliver(ReportRequestState state, DeliverRequest input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        var known = state.Requests.FirstOrDefault(r => r.RequestId == input.RequestId);
        return known is null || (known.FirstDelivered is not null && Problem(state, known.AccessType) is null)
            ? state
            : Changed(state) with
            {
                Requests = [.. state.Requests.Select(r => r.RequestId == input.RequestId ? r with { FirstDelivered = r.FirstDelivered ?? input.Now } : r)],
                Problems = [.. state.Problems.Where(p => p.AccessType != known.AccessType)],
            };
    }

    /// <summary>
    /// Notes a look at a one-time snapshot: which tables are read to their end and which are not. Tables are kept apart, because a
    /// table may be wanted later than others.
    /// </summary>
    public static ReportRequestState Look(ReportRequestState state, LookRequest input)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(input);
        return state.Requests.Any(r => r.RequestId == input.RequestId)
            ? Changed(state) with { Requests = [.. state.Requests.Select(r => r.RequestId == input.RequestId ? Looked(r, input) : r)] }
            : state;
    }

    /// <summary>Fills an empty registry from its mirror, without the mirror's reservations, whose holders may be of another task hub; a registry that knows something stays as it is.</summary>
    public static ReportRequestState Seed(ReportRequestState state, ReportRequestState mirror)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(mirror);
        return state.Version == 0 ? mirror with { Pending = [] } : state;
    }

    /// <summary>The request of an access type that is in use, or null.</summary>
    public static KnownRequest? Active(ReportRequestState state, AccessType accessType)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Requests.FirstOrDefault(r => r.AccessType == accessType && !r.Retired);
    }

    /// <summary>The last failure of an access type since its last success, or null.</summary>
    public static RegistryProblem? Problem(ReportRequestState state, AccessType accessType)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Problems.FirstOrDefault(p => p.AccessType == accessType);
    }

    /// <summary>Where the app stands with the request of an access type.</summary>
    /// <param name="state">The registry.</param>
    /// <param name="accessType">The access type.</param>
    /// <param name="now">The time, UTC; a reservation that has lapsed creates nothing.</param>
    public static RequestStanding Standing(ReportRequestState state, AccessType accessType, DateTime now)
    {
        var active = Active(state, accessType);
        return Problem(state, accessType)?.State switch
        {
            EnsureRequestState.AgreementMissing => RequestStanding.AgreementMissing,
            EnsureRequestState.Ghost => RequestStanding.Ghost,
            EnsureRequestState.Refused => RequestStanding.Refused,
            _ => active switch
            {
                { Stopped: not null } => RequestStanding.Stopped,
                { FirstDelivered: not null } => RequestStanding.Active,
                not null => RequestStanding.Existing,
                null => state.Pending.Any(p => p.AccessType == accessType && p.Expires > now) ? RequestStanding.Creating : RequestStanding.None,
            },
        };
    }

    static KnownRequest Looked(KnownRequest known, LookRequest input)
    {
        List<string> read = [.. (known.ReadTables ?? []).Union(input.Read).Order(StringComparer.Ordinal)];
        List<string> unread = [.. (known.UnreadTables ?? []).Union(input.Unread).Except(read).Order(StringComparer.Ordinal)];
        return known with
        {
            Looked = input.Now,
            Read = unread.Count > 0 ? null : known.Read ?? input.Now,
            ReadTables = read.Count == 0 ? null : read,
            UnreadTables = unread.Count == 0 ? null : unread,
        };
    }

    static bool MayRenew(KnownRequest known, ReserveRequest input) =>
        input.Renew && known.AccessType == AccessType.OneTimeSnapshot && known.FirstSeen.AddMonths(1) <= input.Now;

    static ReportRequestState Changed(ReportRequestState state) => state with { Version = state.Version + 1 };

    static IEnumerable<PendingReservation> Others(ReportRequestState state, AccessType accessType) =>
        state.Pending.Where(p => p.AccessType != accessType);

    static RequestCounters Count(RequestCounters counters, ConfirmRequest input) => counters with
    {
        Created = counters.Created + (input.State == EnsureRequestState.Created ? 1 : 0),
        Adopted = counters.Adopted + (input.State == EnsureRequestState.Adopted ? 1 : 0),
        Recreated = counters.Recreated + (input.State == EnsureRequestState.Recreated ? 1 : 0),
        DuplicatesPrevented = counters.DuplicatesPrevented + (input.DuplicatePrevented ? 1 : 0),
    };

    static IReadOnlyList<KnownRequest> Keep(IEnumerable<KnownRequest> requests)
    {
        var ordered = requests.OrderBy(r => r.Sequence).ToList();
        var surplus = ordered.Count - MaxRequests;
        return [.. ordered.Where(r => !r.Retired || surplus-- <= 0)];
    }
}
