namespace AppleAnalytics.Simulator;

/// <summary>What was asked of the simulator since it started.</summary>
/// <param name="Calls">API and download calls, by endpoint and status.</param>
/// <param name="ReportRequestPosts">Report-request creations that reached Apple's rules, by app and access type.</param>
/// <param name="Downloads">Files sent, whole or in part.</param>
/// <param name="DownloadBytes">Bytes of files sent.</param>
public sealed record SimulatorStats(
    IReadOnlyList<SimulatorCallCount> Calls, IReadOnlyList<SimulatorPostCount> ReportRequestPosts, long Downloads, long DownloadBytes)
{
    /// <summary>All API calls, whatever their status; downloads are not among them.</summary>
    public long ApiCalls => Calls.Where(call => call.Endpoint != "GET download").Sum(call => call.Count);
}
