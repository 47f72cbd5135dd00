using AppleAnalytics.Requests;

namespace AppleAnalytics.Functions.Activities;

/// <summary>Input of <see cref="SaveRegistryMirror"/>.</summary>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="State">The registry.</param>
public sealed record RegistryMirrorInput(long AppId, ReportRequestState State);
