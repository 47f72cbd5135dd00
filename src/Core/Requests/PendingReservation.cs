using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>Who may create the request of an access type at the moment.</summary>
/// <param name="AccessType">The access type.</param>
/// <param name="Holder">The orchestration that holds it, by instance id.</param>
/// <param name="Expires">When it lapses, UTC; after that another may hold it.</param>
public sealed record PendingReservation(AccessType AccessType, string Holder, DateTime Expires);
