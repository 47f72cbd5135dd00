namespace AppleAnalytics.Functions.Http;

/// <summary>The answer of <c>GET /api/runs</c>: newest first.</summary>
/// <param name="Runs">The runs.</param>
public sealed record RunList(IReadOnlyList<RunEntry> Runs);
