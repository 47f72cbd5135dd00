using AppleAnalytics.Reports;

namespace AppleAnalytics.Requests;

/// <summary>Which report request an app must have.</summary>
/// <param name="AppId">Apple's identifier of the app.</param>
/// <param name="AccessType">The access type.</param>
/// <param name="KnownRequestId">The request the registry knows, or null when it knows none.</param>
/// <param name="ReplaceStopped">
/// Whether a request Apple stopped may be deleted and created anew. Deleting it takes its instances away, so it is allowed only
/// once they are in the lake. Default is false: the stopped one is reported, to be read first.
/// </param>
/// <param name="Renew">Whether a further one-time snapshot is wanted although the known one is there. Default is false.</param>
public sealed record EnsureRequestInput(
    long AppId, AccessType AccessType, string? KnownRequestId = null, bool ReplaceStopped = false, bool Renew = false)
{
    /// <summary>The run it is done for. Default is empty, outside of a run.</summary>
    public string RunId { get; init; } = "";
}
