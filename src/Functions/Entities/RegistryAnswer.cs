using AppleAnalytics.Requests;

namespace AppleAnalytics.Functions.Entities;

/// <summary>Answer of <see cref="ReportRequests.Reserve"/>.</summary>
/// <param name="Reservation">What the asker may do; null when the registry is empty and wants its mirror first.</param>
/// <param name="Active">The request in use, also while it is looked at again; null when there is none.</param>
/// <param name="Problem">The last failure of the access type since its last success, or null.</param>
/// <param name="Snapshot">The app's last one-time snapshot request, or null when there never was one.</param>
/// <param name="SnapshotProblem">The last failure to have a one-time snapshot, or null.</param>
public sealed record RegistryAnswer(
    Reservation? Reservation, KnownRequest? Active, RegistryProblem? Problem, KnownRequest? Snapshot, RegistryProblem? SnapshotProblem);
