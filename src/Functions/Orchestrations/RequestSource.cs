using AppleAnalytics.Reports;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>A report request to read instances from.</summary>
/// <param name="RequestId">Apple's id of the request.</param>
/// <param name="AccessType">Its access type.</param>
/// <param name="Sequence">Its place among the requests seen for the app.</param>
/// <param name="Confirmed">When Apple last confirmed it, UTC.</param>
sealed record RequestSource(string RequestId, AccessType AccessType, int Sequence, DateTime Confirmed)
{
    /// <summary>A request the registry knows.</summary>
    public static RequestSource Of(KnownRequest request) => new(request.RequestId, request.AccessType, request.Sequence, request.Confirmed);
}
