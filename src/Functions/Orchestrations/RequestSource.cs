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

    /// <summary>Whether a table is still to be read from it: a snapshot is read once, an ongoing request every day.</summary>
    public bool Wants(string table) => AccessType == AccessType.Ongoing || Request.ReadTables?.Contains(table) != true;

    /// <summary>Its access type.</summary>
    public AccessType AccessType => Request.AccessType;
}
