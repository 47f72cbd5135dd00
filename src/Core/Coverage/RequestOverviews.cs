using AppleAnalytics.Lake;
using AppleAnalytics.Reports;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Coverage;

/// <summary>Shows the report-request registry from its mirrors in the lake, without a call to Apple and beside a running host.</summary>
/// <param name="apps">The apps seen.</param>
/// <param name="mirror">The registry's mirrors.</param>
public sealed class RequestOverviews(AppDirectory apps, RegistryMirror mirror)
{
    /// <summary>Reads it, by app id and access type, the ongoing request first.</summary>
    /// <param name="wanted">The apps wanted, by Apple's identifier; none named means all.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<RequestOverview> ReadAsync(IReadOnlyList<long> wanted, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var entries = new List<RequestEntry>();
        var counters = RequestCounters.None;
        foreach (var app in (await apps.ReadAsync(cancellation)).Values.Where(a => wanted.Count == 0 || wanted.Contains(a.Id)).OrderBy(a => a.Id))
        {
            var state = await mirror.LoadAsync(app.Id, cancellation) ?? new();
            counters = counters.Add(state.Counters);
            entries.AddRange(new[] { AccessType.Ongoing, AccessType.OneTimeSnapshot }
                .Select(type => Entry(app, state, type, now))
                .Where(e => e.AccessType == AccessType.Ongoing || e.Standing != RequestStanding.None));
        }

        return new(entries, counters);
    }

    static RequestEntry Entry(KnownApp app, ReportRequestState state, AccessType accessType, DateTime now)
    {
        var active = ReportRequestRegistry.Active(state, accessType);
        return new()
        {
            AppId = app.Id,
            App = app.Name,
            AccessType = accessType,
            Standing = ReportRequestRegistry.Standing(state, accessType, now),
            RequestId = active?.RequestId,
            Origin = active?.Origin,
            FirstSeen = active?.FirstSeen,
            Confirmed = active?.Confirmed,
            FirstDelivered = active?.FirstDelivered,
            Read = active?.Read,
            Retired = state.Requests.Count(r => r.AccessType == accessType && r.Retired),
            Message = ReportRequestRegistry.Problem(state, accessType)?.Message ?? "",
        };
    }
}
