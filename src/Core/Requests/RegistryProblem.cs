using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>Why the last attempt to have a request failed.</summary>
/// <param name="AccessType">The access type asked for.</param>
/// <param name="State">How the attempt ended.</param>
/// <param name="Message">The sentence for the person who must act, at most 500 characters.</param>
/// <param name="At">When, UTC.</param>
public sealed record RegistryProblem(AccessType AccessType, EnsureRequestState State, string Message, DateTime At);
