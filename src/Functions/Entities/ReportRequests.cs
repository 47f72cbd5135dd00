using AppleAnalytics.Reports;
using AppleAnalytics.Requests;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;

namespace AppleAnalytics.Functions.Entities;

/// <summary>
/// The report requests of one app; its key is the app's id. Operations run one at a time, which is what makes a second creation
/// impossible. All rules are <see cref="ReportRequestRegistry"/>'s.
/// </summary>
public sealed class ReportRequests : TaskEntity<ReportRequestState>
{
    /// <summary>The entity of an app.</summary>
    public static EntityInstanceId Of(long appId) =>
        new(nameof(ReportRequests), appId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Asks for the request of an access type; an empty registry asks to be seeded first.</summary>
    public RegistryAnswer Reserve(RegistryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (State.Version == 0 && !question.Seeded)
        {
            return new(null, null, null, null, null);
        }

        var (state, reservation) = ReportRequestRegistry.Reserve(State, question.Request);
        State = state;
        return Answer(reservation, question.Request.AccessType);
    }

    /// <summary>Asks to look whether the request of an access type still delivers.</summary>
    public RegistryAnswer Recheck(ReserveRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (state, reservation) = ReportRequestRegistry.Recheck(State, input);
        State = state;
        return Answer(reservation, input.AccessType);
    }

    /// <summary>Records a request that is there.</summary>
    public RegistryConfirmation Confirm(ConfirmRequest input)
    {
        var (state, request) = ReportRequestRegistry.Confirm(State, input);
        State = state;
        return new(request, state);
    }

    /// <summary>Gives a reservation back after an attempt that gave no request.</summary>
    /// <returns>The whole registry, for the mirror in the lake.</returns>
    public ReportRequestState Fail(FailRequest input) => State = ReportRequestRegistry.Fail(State, input);

    /// <summary>Stops using a request Apple does not know any more.</summary>
    /// <returns>The whole registry, for the mirror in the lake.</returns>
    public ReportRequestState Retire(RetireRequest input) => State = ReportRequestRegistry.Retire(State, input);

    /// <summary>Notes that Apple lists instances of a request.</summary>
    /// <returns>The whole registry, for the mirror in the lake.</returns>
    public ReportRequestState Deliver(DeliverRequest input) => State = ReportRequestRegistry.Deliver(State, input);

    /// <summary>Notes a look at a one-time snapshot.</summary>
    /// <returns>The whole registry, for the mirror in the lake.</returns>
    public ReportRequestState Look(LookRequest input) => State = ReportRequestRegistry.Look(State, input);

    /// <summary>A request by Apple's id, or null when the registry does not know it.</summary>
    public KnownRequest? Find(string requestId) => State.Requests.FirstOrDefault(r => r.RequestId == requestId);

    /// <summary>Fills an empty registry from the lake's mirror.</summary>
    public void Seed(ReportRequestState mirror) => State = ReportRequestRegistry.Seed(State, mirror);

    RegistryAnswer Answer(Reservation reservation, AccessType accessType) => new(
        reservation,
        ReportRequestRegistry.Active(State, accessType),
        ReportRequestRegistry.Problem(State, accessType),
        State.Requests.LastOrDefault(r => r.AccessType == AccessType.OneTimeSnapshot),
        ReportRequestRegistry.Problem(State, AccessType.OneTimeSnapshot));

    /// <summary>The entity's function.</summary>
    [Function(nameof(ReportRequests))]
    public Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        return dispatcher.DispatchAsync<ReportRequests>();
    }
}
