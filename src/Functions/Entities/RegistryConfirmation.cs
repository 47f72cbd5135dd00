using AppleAnalytics.Requests;

namespace AppleAnalytics.Functions.Entities;

/// <summary>Answer of <see cref="ReportRequests.Confirm"/>.</summary>
/// <param name="Request">The request as the registry keeps it.</param>
/// <param name="State">The whole registry, for the mirror in the lake.</param>
public sealed record RegistryConfirmation(KnownRequest Request, ReportRequestState State);
