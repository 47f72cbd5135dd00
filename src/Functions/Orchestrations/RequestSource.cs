using AppleAnalytics.Reports;
using AppleAnalytics.Requests;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>A report request to read instances from.</summary>
/// <param name="Request">The request as the registry keeps it.</param>
/// <param name="HasProblem">Whether the registry holds a failure of its access type, which instances of it would end.</param>
sealed record RequestSource(KnownRequest Request, bool HasProblem = false)
{
    /// <summary>Apple's id of the request.</summary>
    public string RequestId => Request.RequestId;

    /// <summary>Its access type.</summary>
    public AccessType AccessType => Request.AccessType;
}
