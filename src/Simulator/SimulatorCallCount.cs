namespace AppleAnalytics.Simulator;

/// <summary>Calls of one endpoint with one status.</summary>
/// <param name="Endpoint">Method and path template, as in <c>GET /v1/apps/{id}/customerReviews</c>; <c>GET download</c> for files.</param>
/// <param name="Status">HTTP status answered.</param>
/// <param name="Count">How many.</param>
public sealed record SimulatorCallCount(string Endpoint, int Status, long Count);
