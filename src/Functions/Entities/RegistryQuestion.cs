using AppleAnalytics.Requests;

namespace AppleAnalytics.Functions.Entities;

/// <summary>Input of <see cref="ReportRequests.Reserve"/>.</summary>
/// <param name="Request">Who asks for what.</param>
/// <param name="Seeded">Whether the asker has looked for a mirror in the lake.</param>
public sealed record RegistryQuestion(ReserveRequest Request, bool Seeded);
