namespace AppleAnalytics.Simulator.Auth;

/// <summary>Who calls, as the token says.</summary>
/// <param name="Key">The key that signed.</param>
/// <param name="Scope">Entries of the <c>scope</c> claim, or null when the token carries none.</param>
internal sealed record Caller(ApiKey Key, string[]? Scope);
