using AppleAnalytics.Landing;
using AppleAnalytics.Reports;

namespace AppleAnalytics.Functions.Orchestrations;

/// <summary>What looking for instances gave, over all tables and requests of an app.</summary>
/// <param name="Instances">The instances in the order to land them.</param>
/// <param name="Searches">One search per request and table.</param>
sealed record FoundInstances(IReadOnlyList<InstanceReference> Instances, IReadOnlyList<InstanceSearch> Searches)
{
    /// <summary>A request Apple does not know any more, or null.</summary>
    public RequestSource? Gone => Searches.FirstOrDefault(s => s.Outcome?.State == FindInstancesState.Gone)?.Source;

    /// <summary>The requests looked at.</summary>
    public IReadOnlyList<RequestSource> Sources => [.. Searches.Select(s => s.Source).Distinct()];

    /// <summary>The searches of one request.</summary>
    public IReadOnlyList<InstanceSearch> Of(RequestSource source) => [.. Searches.Where(s => s.Source == source)];
}
