using AppleAnalytics.Apple;

namespace AppleAnalytics.Landing;

/// <summary>The report ids of one app as they stand in the lake: request id, then report name, then report id.</summary>
internal sealed record ReportIds
{
    // An app has one ongoing request and at times a snapshot; what was replaced long ago need not be remembered.
    const int MaxRequests = 8;

    public int Version { get; init; } = 1;

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Requests { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public string? Find(string requestId, string report) => Requests.GetValueOrDefault(requestId)?.GetValueOrDefault(report);

    public ReportIds With(string requestId, IReadOnlyList<AnalyticsReport> reports)
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            names.TryAdd(report.Name, report.Id);
        }

        var kept = Requests.Where(r => r.Key != requestId).OrderBy(r => r.Key, StringComparer.Ordinal).TakeLast(MaxRequests - 1);
        return this with
        {
            Requests = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(
                kept.Append(new(requestId, names)).ToDictionary(r => r.Key, r => r.Value), StringComparer.Ordinal),
        };
    }

    public ReportIds Without(string requestId) =>
        this with { Requests = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(Requests.Where(r => r.Key != requestId).ToDictionary(), StringComparer.Ordinal) };
}
