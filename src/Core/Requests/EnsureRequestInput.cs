using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>Which report request an app must have.</summary>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="AccessType">The access type.</param>
/// <param name="KnownRequestId">The request the registry knows, or null when it knows none.</param>
public sealed record EnsureRequestInput(long AppId, AccessType AccessType, string? KnownRequestId = null);
