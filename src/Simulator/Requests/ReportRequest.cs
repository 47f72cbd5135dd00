using AppleAnalytics.Simulator.Data;

namespace AppleAnalytics.Simulator.Requests;

/// <summary>A report request as Apple remembers it.</summary>
/// <param name="App">Index of the app.</param>
/// <param name="Access">Access type.</param>
/// <param name="Generation">0 for the first of this app and access type, one more after each recreation.</param>
/// <param name="Created">Day of creation.</param>
/// <param name="Stopped">Day it stopped due to inactivity, or null.</param>
/// <param name="Deleted">Whether it was deleted; kept because a snapshot may be made only once a month.</param>
internal sealed record ReportRequest(int App, ReportAccess Access, int Generation, int Created, int? Stopped = null, bool Deleted = false)
{
    public EntityId Id => new(EntityKind.Request, App, (int)Access, Generation, 0, 0, 0, 0, 0);
}
