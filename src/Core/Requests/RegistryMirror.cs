using AppleAnalytics.Lake;

namespace AppleAnalytics.Requests;

/// <summary>
/// The copy of the report-request registry in the lake (<c>state/requests</c>): it seeds the entity of a new task hub and is what
/// the status page reads. An older state never replaces a newer one.
/// </summary>
public sealed class RegistryMirror(ObjectStore store)
{
    /// <summary>Reads an app's mirror.</summary>
    /// <returns>The state, or null when none was ever written.</returns>
    public Task<ReportRequestState?> LoadAsync(long appId, CancellationToken cancellation = default) =>
        store.ReadJsonAsync<ReportRequestState>(LakeLayout.RequestRegistry(appId), cancellation);

    /// <summary>Writes an app's mirror, unless what is there has the same or a higher version.</summary>
    /// <returns>The state that now stands in the lake.</returns>
    public Task<ReportRequestState> SaveAsync(long appId, ReportRequestState state, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        return store.UpdateJsonAsync<ReportRequestState>(
            LakeLayout.RequestRegistry(appId), present => present is not null && present.Version >= state.Version ? present : state, cancellation);
    }
}
